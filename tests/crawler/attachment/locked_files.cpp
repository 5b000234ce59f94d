#include "tests/crawler/attachment/locked_files.h"

#include <zlib.h>

#include <numeric>

#include "crawler/attachment/ole.h"
#include "tests/crawler/attachment/sample_files.h"
#include "tests/support/ofd.h"
#include "tests/support/ole.h"

namespace duwang::crawler {
namespace {

using test::append_number;
using test::number_of;
using test::set_number;

// RC4 under a key of our own: nobody here opens the files again.
std::string enciphered(std::string text, unsigned block) {
    std::string key = "clef de la mairie";
    append_number(key, block, 4);
    unsigned char state[256];
    std::iota(std::begin(state), std::end(state), static_cast<unsigned char>(0));
    for (unsigned i = 0, k = 0; i < 256; ++i) {
        k = (k + state[i] + static_cast<unsigned char>(key[i % key.size()])) % 256;
        std::swap(state[i], state[k]);
    }
    unsigned i = 0, k = 0;
    for (char& c : text) {
        i = (i + 1) % 256;
        k = (k + state[i]) % 256;
        std::swap(state[i], state[k]);
        c = static_cast<char>(static_cast<unsigned char>(c) ^ state[(state[i] + state[k]) % 256]);
    }
    return text;
}

std::string record(unsigned head, unsigned type, const std::string& content) {
    std::string out;
    append_number(out, head, 2);
    append_number(out, type, 2);
    append_number(out, content.size(), 4);
    return out + content;
}

// [MS-PPT] 2.3.7 CryptSession10Container, [MS-OFFCRYPTO] 2.3.5.1: RC4, the salt, what checks the
// password.
std::string crypt_session() {
    std::string name;
    for (const char c : std::string("Microsoft Base Cryptographic Provider v1.0") + '\0')
        append_number(name, static_cast<unsigned char>(c), 2);
    std::string header;
    for (const unsigned long value : {0x04ul, 0ul, 0x6801ul, 0x8004ul, 40ul, 1ul, 0ul, 0ul})
        append_number(header, value, 4);
    header += name;
    std::string content;
    append_number(content, 2, 2);
    append_number(content, 2, 2);
    append_number(content, 4, 4);
    append_number(content, header.size(), 4);
    content += header;
    append_number(content, 16, 4);
    content += enciphered(std::string(32, 's'), 91);
    append_number(content, 20, 4);
    content += enciphered(std::string(20, 'h'), 92);
    return record(0xF, 0x2F14, content);
}

// Twelve bytes, then the deflated ones, under the cipher of PKWARE (APPNOTE 6.1).
std::string zip_enciphered(const std::string& packed, const std::string& password) {
    const auto* table = get_crc_table();
    unsigned long keys[3] = {0x12345678, 0x23456789, 0x34567890};
    const auto crc = [&](unsigned long old, unsigned long byte) {
        return (old >> 8) ^ table[(old ^ byte) & 0xFF];
    };
    const auto turn = [&](unsigned char byte) {
        keys[0] = crc(keys[0], byte);
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134'775'813 + 1) & 0xFFFFFFFF;
        keys[2] = crc(keys[2], keys[1] >> 24);
    };
    for (const char c : password) turn(static_cast<unsigned char>(c));
    std::string out = std::string(12, 'r') + packed;
    for (char& c : out) {
        const unsigned long mixed = (keys[2] | 2) & 0xFFFF;
        const auto plain = static_cast<unsigned char>(c);
        c = static_cast<char>(plain ^ ((mixed * (mixed ^ 1) >> 8) & 0xFF));
        turn(plain);
    }
    return out;
}

}  // namespace

std::string locked_ppt() {
    const std::string file = sample("slides.ppt");
    const auto ole = OleFile::open(file);
    std::string user = ole->stream("Current User", 4'096);
    std::string document = ole->stream("PowerPoint Document", file.size());
    constexpr std::size_t token_at = 12, edit_at = 16;
    const std::size_t edit = number_of(user, edit_at, 4);
    const std::size_t directory = number_of(document, edit + 8 + 12, 4);
    const std::size_t count = number_of(document, directory + 10, 2) >> 4;
    // Every object of the directory is enciphered, its head too; a new one tells how.
    std::string places;
    append_number(places, 1 | (count + 1) << 20, 4);
    std::string out = document.substr(0, directory);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = number_of(document, directory + 12 + 4 * i, 4);
        const std::size_t length = number_of(document, from + 4, 4) + 8;
        out.replace(from, length,
                    enciphered(document.substr(from, length), static_cast<unsigned>(i + 1)));
        append_number(places, from, 4);
    }
    append_number(places, out.size(), 4);
    out += crypt_session();
    const std::size_t new_directory = out.size();
    out += record(0, 6'002, places);
    const std::size_t new_edit = out.size();
    std::string about = document.substr(edit + 8, 28);
    set_number(about, 12, new_directory, 4);
    set_number(about, 20, count + 1, 4);
    append_number(about, count + 1, 4);  // encryptSessionPersistIdRef
    out += record(0, 4'085, about);
    set_number(user, token_at, 0xF3D1C4DF, 4);
    set_number(user, edit_at, new_edit, 4);
    return test::ole_of({{"Current User", user}, {"PowerPoint Document", out}});
}

std::string locked_ofd() {
    const std::string head = R"(<?xml version="1.0" encoding="UTF-8"?>)";
    const std::string space = R"( xmlns:ofd="http://www.ofdspec.org/2016")";
    test::ZipFiles files;
    std::string map;
    unsigned number = 0;
    for (auto& [name, content] :
         test::ofd_files("公文", {{{{20, 30, "清河县人民政府"}}, {}, "", false}})) {
        if (name == "OFD.xml") {  // stays as it is
            files.emplace_back(name, content);
            continue;
        }
        const std::string place = "Encs/Enc_0/" + std::to_string(++number) + ".dat";
        map += "<ofd:EncryptEntry Path=\"/" + name + "\" EPath=\"/" + place + "\"/>";
        files.emplace_back(place, enciphered(content, number));
    }
    files.emplace_back(
        "Encryptions.xml",
        head + "<ofd:Encryptions" + space +
            "><ofd:EncryptInfo ID=\"1\"><ofd:Provider Name=\"x\" Company=\"x\"/><ofd:Scope>All"
            "</ofd:Scope><ofd:ProtectionCaseID>1.2.156.10197.6.1.4.2.1</ofd:ProtectionCaseID>"
            "<ofd:EncryptDate>2026-01-05</ofd:EncryptDate><ofd:DecryptSeedLoc>"
            "/Encs/Enc_0/decryptseed.dat</ofd:DecryptSeedLoc><ofd:EntriesMapLoc>"
            "/Encs/Enc_0/entriesmap.dat</ofd:EntriesMapLoc></ofd:EncryptInfo></ofd:Encryptions>");
    files.emplace_back("Encs/Enc_0/decryptseed.dat", enciphered("<ofd:DecyptSeed/>", 90));
    files.emplace_back("Encs/Enc_0/entriesmap.dat",
                       enciphered("<ofd:EncryptEntries>" + map + "</ofd:EncryptEntries>", 91));
    return test::zip_of(files);
}

std::string locked_zip() {
    std::vector<test::PackedFile> files{
        test::packed_file("预算.pdf", "%PDF-1.5 " + std::string(5'000, 'x')),
        test::packed_file("决算.pdf", "%PDF-1.5 " + std::string(5'000, 'y'))};
    for (test::PackedFile& file : files) {
        file.packed = zip_enciphered(file.packed, "geheim");
        file.locked = true;
    }
    return test::zip_of_packed(files);
}

}  // namespace duwang::crawler
