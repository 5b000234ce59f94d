#include "tests/support/certificates.h"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <stdexcept>

namespace duwang::test {
namespace {

// "20261121000000Z", days from now; what `openssl ca` wants.
std::string moment(int days) {
    std::time_t at = std::time(nullptr) + std::time_t{days} * 86'400;
    std::tm parts{};
    ::gmtime_r(&at, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y%m%d%H%M%SZ", &parts);
    return text;
}

}  // namespace

void Certificates::openssl(const std::string& arguments) const {
    std::string log = in("openssl.log");
    std::string command = fmt::format("cd '{}' && openssl {} > '{}' 2>&1", in(""), arguments, log);
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error("openssl " + arguments + "\n" + read_text(log));
}

// `openssl ca` is the one command that can set both ends of the validity.
void Certificates::authority(const std::string& name, const std::string& issuer,
                             const std::string& subject) {
    write_text(in(name + ".cnf"),
               fmt::format("[ca]\ndefault_ca=d\n[d]\ndatabase={0}.txt\nserial={0}.srl\n"
                           "new_certs_dir=.\ndefault_md=sha256\npolicy=p\nunique_subject=no\n"
                           "copy_extensions=copy\nemail_in_dn=no\n[p]\ncommonName=optional\n"
                           "organizationName=optional\n[v3]\nbasicConstraints=critical,CA:TRUE\n"
                           "keyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n",
                           name));
    write_text(in(name + ".txt"), "");
    write_text(in(name + ".srl"), fmt::format("{:02X}01\n", name.size() * 7 % 90 + 10));
    openssl(
        fmt::format("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {0}.key "
                    "-out {0}.csr -subj '{1}'",
                    name, subject));
    std::string signer =
        issuer.empty() ? fmt::format("-selfsign -keyfile {}.key -config {}.cnf", name, name)
                       : fmt::format("-cert {0}.pem -keyfile {0}.key -config {0}.cnf", issuer);
    openssl(
        fmt::format("ca -batch -notext {} -extensions v3 -startdate {} -enddate {} -in {}.csr "
                    "-out {}.pem",
                    signer, moment(-400), moment(3650), name, name));
}

void Certificates::leaf(const std::string& name, const std::string& issuer, const std::string& host,
                        const std::string& from, const std::string& until,
                        bool names_issuer_place) {
    std::string place =
        names_issuer_place ? "authorityInfoAccess=caIssuers;URI:http://ca.x.gov.cn/i.crt\n" : "";
    write_text(in(name + ".req"),
               fmt::format("[req]\ndistinguished_name=n\nreq_extensions=e\nprompt=no\n[n]\nCN={0}\n"
                           "O=湖泊县人民政府\n[e]\nsubjectAltName=DNS:{0},DNS:*.{1}\n{2}",
                           host, host.substr(host.find('.') + 1), place));
    openssl(
        fmt::format("req -new -utf8 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "
                    "{0}.key -out {0}.csr -config {0}.req",
                    name));
    if (issuer.empty())
        openssl(
            fmt::format("x509 -req -in {0}.csr -signkey {0}.key -days 365 -copy_extensions copy "
                        "-out {0}.pem",
                        name));
    else
        openssl(
            fmt::format("ca -batch -notext -cert {0}.pem -keyfile {0}.key -config {0}.cnf "
                        "-startdate {1} -enddate {2} -in {3}.csr -out {3}.pem",
                        issuer, from, until, name));
}

CertificateFiles Certificates::of(const std::string& kind) {
    CertificateFiles files{in(kind + ".chain"), in(kind + ".key")};
    if (std::filesystem::exists(files.chain)) return files;
    if (!std::filesystem::exists(ca_file())) authority("ca", "", "/O=Test/CN=Test Root");
    std::string host = kind == "wrong_name" ? "www.y.gov.cn" : "www.x.gov.cn";
    std::string from = moment(kind == "not_yet_valid" ? 30 : -100);
    std::string until = moment(kind == "expired" ? -10 : kind == "soon" ? 10 : 300);
    std::string issuer = "ca";
    std::string sent;
    if (kind == "incomplete" || kind == "with_intermediate") {
        issuer = kind + "_middle";
        authority(issuer, "ca", "/O=Test/CN=Test Intermediate");
        if (kind == "with_intermediate") sent = read_text(in(issuer + ".pem"));
    }
    if (kind == "private_ca") {
        issuer = "own_root";
        authority(issuer, "", "/O=Own/CN=Own Root");
        sent = read_text(in(issuer + ".pem"));
    }
    leaf(kind, kind == "self_signed" ? "" : issuer, host, from, until, kind == "incomplete");
    write_text(files.chain, read_text(in(kind + ".pem")) + sent);
    return files;
}

}  // namespace duwang::test
