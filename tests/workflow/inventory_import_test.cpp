#include "workflow/inventory_import.h"

#include <gtest/gtest.h>

#include "core/text/utf8.h"

namespace duwang::workflow {
namespace {

const std::string good_units =
    "id,name,aliases,kind,parent,level,groups,contact\n"
    "yh,云禾县人民政府,云禾县；云禾县政府,county,,county,县区,0\n"
    "edu,云禾县教育局,,department,云禾县,,,\n";
const std::string good_sites =
    "id,name,home,hosts,code,owner,internal,authority\n"
    "www,云禾县门户,www.yunhe.example,yunhe.example;M.yunhe.example:8080,6599990001,yh,否,\n";
const std::string good_columns =
    "unit,site,kind,address\n"
    "edu,www,guide,http://www.yunhe.example/zn/\n";

InventoryImport import_of(std::optional<std::string_view> units,
                          std::optional<std::string_view> sites = std::nullopt,
                          std::optional<std::string_view> columns = std::nullopt) {
    InventoryFiles files;
    files.units.bytes = units;
    files.sites.bytes = sites;
    files.columns.bytes = columns;
    return import_inventory(files);
}

std::string all(const std::vector<Error>& errors) {
    std::string text;
    for (const Error& error : errors) text += error.what + "\n";
    return text;
}

TEST(InventoryImport, ReadsAllThreeTables) {
    const InventoryImport import = import_of(good_units, good_sites, good_columns);
    EXPECT_EQ(all(import.errors), "");
    const Inventory& inventory = import.inventory;
    ASSERT_EQ(inventory.units.size(), 2u);
    EXPECT_EQ(inventory.units[0].aliases, (std::vector<std::string>{"云禾县", "云禾县政府"}));
    EXPECT_EQ(inventory.units[1].parent, "yh");  // found by alias
    ASSERT_EQ(inventory.sites.size(), 1u);
    const Site& site = inventory.sites[0];
    EXPECT_EQ(site.home, "http://www.yunhe.example/");
    EXPECT_EQ(site.hosts, (std::vector<std::string>{"www.yunhe.example", "yunhe.example",
                                                    "m.yunhe.example:8080"}));
    EXPECT_EQ(site.owner, "yh");
    EXPECT_FALSE(site.internal);
    ASSERT_EQ(inventory.columns.size(), 1u);
    EXPECT_EQ(inventory.columns[0].address, "http://www.yunhe.example/zn/");
}

TEST(InventoryImport, ReadsBlackoutWindowsUnderEitherName) {
    for (const char* name : {"blackout", "禁访时段"}) {
        const InventoryImport import = import_of(
            good_units, std::string("id,name,home,owner,") + name +
                            "\nwww,云禾县门户,www.yunhe.example,yh,08:30-11:30；周一至周五 22:00～02:00\n");
        EXPECT_EQ(all(import.errors), "");
        ASSERT_EQ(import.inventory.sites.size(), 1u);
        EXPECT_EQ(blackout_text(import.inventory.sites[0].blackout),
                  "08:30-11:30;周一-周五 22:00-02:00");
    }
}

TEST(InventoryImport, ReadsWhatWasFiledUnderEitherName) {
    for (const char* name : {"filed", "报备"}) {
        const std::string head = std::string("id,name,home,owner,") + name;
        const InventoryImport import = import_of(
            good_units, head + "\nwww,云禾县门户,www.yunhe.example,yh,"
                               "2026-12-01 至 2026-12-03 系统升级\n");
        EXPECT_EQ(all(import.errors), "");
        ASSERT_EQ(import.inventory.sites.size(), 1u);
        EXPECT_EQ(filed_text(import.inventory.sites[0].filed),
                  "2026-12-01T00:00/2026-12-04T00:00 系统升级");
        const InventoryImport wrong =
            import_of(good_units, head + "\nwww,云禾县门户,www.yunhe.example,yh,年底\n");
        EXPECT_NE(all(wrong.errors).find("sites.csv:2:5: \"年底\""), std::string::npos)
            << all(wrong.errors);
    }
}

TEST(InventoryImport, AWrongBlackoutWindowHasItsPlace) {
    const InventoryImport import = import_of(
        good_units, "id,name,home,owner,blackout\nwww,云禾县门户,www.yunhe.example,yh,25:00-26:00\n");
    EXPECT_NE(all(import.errors).find("sites.csv:2:5: \"25:00-26:00\""), std::string::npos)
        << all(import.errors);
    EXPECT_TRUE(import.inventory.sites.empty());
}

TEST(InventoryImport, ReadsChineseHeadersInAnyOrderWithBomAndCarriageReturns) {
    const InventoryImport import =
        import_of("\xEF\xBB\xBF单位名称,类别,编号\r\n云禾县人民政府,county,yh\r\n",
                  "\xEF\xBB\xBF主办单位,编号,网站名称,首页网址,内部\r\n"
                  "云禾县人民政府,www,云禾县门户,192.168.1.9:8080；http://oa.lan/,是\r\n",
                  "栏目网址,栏目类型,单位\r\nhttp://oa.lan/x,guide,yh\r\n");
    EXPECT_EQ(all(import.errors), "");
    ASSERT_EQ(import.inventory.sites.size(), 1u);
    EXPECT_TRUE(import.inventory.sites[0].internal);
    EXPECT_EQ(import.inventory.sites[0].home, "http://192.168.1.9:8080/");
    EXPECT_EQ(import.inventory.sites[0].hosts,
              (std::vector<std::string>{"192.168.1.9:8080", "oa.lan"}));
    ASSERT_EQ(import.inventory.columns.size(), 1u);
    EXPECT_EQ(import.inventory.columns[0].site, "www");  // found by the host
}

TEST(InventoryImport, ReadsGb18030) {
    // "编号,单位名称,类别" and "yh,吐鲁番市教育局,department"
    const InventoryImport import = import_of(
        "\xB1\xE0\xBA\xC5,\xB5\xA5\xCE\xBB\xC3\xFB\xB3\xC6,\xC0\xE0\xB1\xF0\r\n"
        "yh,\xCD\xC2\xC2\xB3\xB7\xAC\xCA\xD0\xBD\xCC\xD3\xFD\xBE\xD6,department\r\n");
    EXPECT_EQ(all(import.errors), "");
    ASSERT_EQ(import.inventory.units.size(), 1u);
    EXPECT_EQ(import.inventory.units[0].name, "吐鲁番市教育局");
}

struct Bad {
    const char* rows;   // behind the good ones
    const char* place;  // line:column
    const char* says;
};

TEST(InventoryImport, EveryBadUnitIsNamedWithItsPlace) {
    const Bad cases[] = {
        {",某局,,department,,,,", "4:1", "\"id\" (编号) is empty"},
        {"x,,,department,,,,", "4:2", "\"name\" (单位名称) is empty"},
        {"x,某局,,,,,,", "4:4", "\"kind\" (类别) is empty"},
        {"x", "4:2", "is empty"},
        {"yh,某局,,department,,,,", "4:1", "line 2 already"},
        {"x,云禾县教育局,,department,,,,", "4:2", "line 3 already"},
        {"../x,某局,,department,,,,", "4:1", "no usable id"},
        {"某局,某局,,department,,,,", "4:1", "no usable id"},
        {"x,某局,,department,eduu,,,", "4:5", "did you mean \"edu\"?"},
        {"x,某局,,department,省政府,,,", "4:5", "no unit \"省政府\""},
        {"x,某局,,department,x,,,", "4:5", "its own superior"},
        {"x,某局,,department,,,,,extra", "4:9", "without a name"},
        {"\n\nx,\"某\n局\",,department,nobody,,,", "6:5", "no unit \"nobody\""},
        {"x,\"某局", "4", "never ends"},
    };
    for (const Bad& one : cases) {
        const InventoryImport import = import_of(good_units + one.rows + "\n");
        ASSERT_FALSE(import.errors.empty()) << one.rows;
        const std::string& what = import.errors[0].what;
        EXPECT_EQ(what.find(std::string("units.csv:") + one.place + ":"), 0u) << what;
        EXPECT_NE(what.find(one.says), std::string::npos) << what;
        EXPECT_EQ(import.errors[0].code, Errc::config);
    }
}

TEST(InventoryImport, EveryBadSiteIsNamedWithItsPlace) {
    const Bad cases[] = {
        {"b,乙,,,,yh,,", "3:3", "\"home\" (首页网址) is empty"},
        {"b,乙,http://b.example/,,,,,", "3:6", "\"owner\" (主办单位) is empty"},
        {"b,乙,http://b.example/,,,云禾县财政局,,", "3:6", "no unit \"云禾县财政局\""},
        {"www,乙,http://b.example/,,,yh,,", "3:1", "line 2 already"},
        {"b,云禾县门户,http://b.example/,,,yh,,", "3:2", "line 2 already"},
        {"b,乙,ftp://b.example/,,,yh,,", "3:3", "no address"},
        {"b,乙,javascript:alert(1),,,yh,,", "3:3", "no address"},
        {"b,乙,http://u:p@b.example/,,,yh,,", "3:3", "user name or password"},
        {"b,乙,http://192.168.1.1/,,,yh,,", "3:3", "no public address"},
        {"b,乙,http://127.1/,,,yh,否,", "3:3", "no public address"},
        {"b,乙,http://[::1]/,,,yh,,", "3:3", "no public address"},
        {"b,乙,http://intranet/,,,yh,,", "3:3", "full host"},
        {"b,乙,http://www.yunhe.example/x,,,yh,,", "3:3", "line 2 already"},
        {"b,乙,http://b.example/,YUNHE.example,,yh,,", "3:4", "line 2 already"},
        {"b,乙,http://b.example/,http://c.example/x,,yh,,", "3:4", "host only: c.example"},
        {"b,乙,http://b.example/,,0599990001,yh,,", "3:5", "no 网站标识码"},
        {"b,乙,http://b.example/,,65999900011,yh,,", "3:5", "no 网站标识码"},
        {"b,乙,http://b.example/,,bm1234567,yh,,", "3:5", "no 网站标识码"},
        {"b,乙,http://b.example/,,6.59999E+09,yh,,", "3:5", "spreadsheet"},
        {"b,乙,http://b.example/,,6599990001,yh,,", "3:5", "line 2 already"},
        {"b,乙,http://b.example/,,,yh,也许,", "3:7", "是 or 否"},
    };
    for (const Bad& one : cases) {
        const InventoryImport import = import_of(good_units, good_sites + one.rows + "\n");
        ASSERT_FALSE(import.errors.empty()) << one.rows;
        const std::string& what = import.errors[0].what;
        EXPECT_EQ(what.find(std::string("sites.csv:") + one.place + ": "), 0u) << what;
        EXPECT_NE(what.find(one.says), std::string::npos) << what;
        EXPECT_EQ(import.inventory.sites.size(), 1u) << one.rows;
    }
}

TEST(InventoryImport, EveryBadColumnIsNamedWithItsPlace) {
    const Bad cases[] = {
        {"nobody,www,guide,http://www.yunhe.example/", "3:1", "no unit"},
        {"edu,ww,guide,http://www.yunhe.example/", "3:2", "did you mean \"www\"?"},
        {"edu,www,,http://www.yunhe.example/", "3:3", "\"kind\" (栏目类型) is empty"},
        {"edu,www,guide,", "3:4", "\"address\" (栏目网址) is empty"},
        {"edu,www,guide,http://", "3:4", "no address"},
        {"edu,www,guide,http://other.example/", "3:4", "host of no site"},
        {"edu,www,guide,http://www.yunhe.example/zn/", "3:4", "line 2 already"},
        {"云禾县教育局,云禾县门户,guide,www.yunhe.example/zn/#top", "3:4", "line 2 already"},
    };
    for (const Bad& one : cases) {
        const InventoryImport import =
            import_of(good_units, good_sites, good_columns + one.rows + "\n");
        ASSERT_FALSE(import.errors.empty()) << one.rows;
        const std::string& what = import.errors[0].what;
        EXPECT_EQ(what.find(std::string("columns.csv:") + one.place + ": "), 0u) << what;
        EXPECT_NE(what.find(one.says), std::string::npos) << what;
    }
}

TEST(InventoryImport, BadHeadersSayWhatToWrite) {
    const Bad cases[] = {
        {"", "1:1", "begin with the header \"id,name,aliases"},
        {"id,nane,kind\n", "1:2", "did you mean \"name\"?"},
        {"编号,单位名,类别\n", "1:2", "did you mean \"单位名称\"?"},
        {"id,name,kind,id\n", "1:4", "stands twice"},
        {"id,name\n", "1:1", "\"kind\" (类别) is missing"},
        {"id;name;kind\n", "1:1", "unknown column"},
    };
    for (const Bad& one : cases) {
        const InventoryImport import = import_of(one.rows);
        ASSERT_FALSE(import.errors.empty()) << one.rows;
        const std::string& what = import.errors[0].what;
        EXPECT_EQ(what.find(std::string("units.csv:") + one.place + ": "), 0u) << what;
        EXPECT_NE(what.find(one.says), std::string::npos) << what;
        EXPECT_TRUE(import.inventory.units.empty());
    }
}

// --partial: what refers to a dropped row is dropped too, each with an error of its own.
TEST(InventoryImport, DroppingFollowsReferences) {
    const InventoryImport import = import_of(
        "id,name,kind,parent\n"
        "town,清溪镇,township,county\n"
        "county,云禾县,county,nobody\n"
        "free,独立局,department,\n",
        "id,name,home,owner\n"
        "a,甲,http://a.example/,town\n"
        "b,乙,http://b.example/,free\n",
        "unit,site,kind,address\n"
        "free,a,guide,http://a.example/g\n"
        "free,b,guide,http://b.example/g\n"
        "town,b,guide,http://b.example/h\n");
    ASSERT_EQ(import.errors.size(), 5u) << all(import.errors);
    const char* begins[] = {"units.csv:2:4: the unit \"county\" has errors of its own",
                            "units.csv:3:4: there is no unit \"nobody\"",
                            "sites.csv:2:4: the unit \"town\" has errors of its own",
                            "columns.csv:2:2: the site \"a\" has errors of its own",
                            "columns.csv:4:1: the unit \"town\" has errors of its own"};
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_EQ(import.errors[i].what.find(begins[i]), 0u) << import.errors[i].what;
    ASSERT_EQ(import.inventory.units.size(), 1u);
    EXPECT_EQ(import.inventory.units[0].id, "free");
    ASSERT_EQ(import.inventory.sites.size(), 1u);
    ASSERT_EQ(import.inventory.columns.size(), 1u);
    EXPECT_EQ(import.inventory.columns[0].address, "http://b.example/g");
}

TEST(InventoryImport, SuperiorsInACircleAreRefused) {
    const InventoryImport import = import_of(
        "id,name,kind,parent\n"
        "a,甲,county,b\nb,乙,county,c\nc,丙,county,a\nd,丁,county,a\ne,戊,county,\n");
    ASSERT_EQ(import.errors.size(), 4u) << all(import.errors);
    EXPECT_NE(import.errors[0].what.find("leads back"), std::string::npos);
    ASSERT_EQ(import.inventory.units.size(), 1u);
    EXPECT_EQ(import.inventory.units[0].id, "e");
}

TEST(InventoryImport, AmbiguousNamesAreAskedFor) {
    const InventoryImport import = import_of(
        "id,name,aliases,kind,parent\n"
        "a,甲县教育局,教育局,department,\nb,乙县教育局,教育局,department,\n"
        "s,某学校,,school,教育局\n");
    ASSERT_EQ(import.errors.size(), 1u);
    EXPECT_NE(import.errors[0].what.find("more than one unit; write the id"), std::string::npos);
}

TEST(InventoryImport, HostileBytesAreErrorsOfBoundedNumberAndSize) {
    std::string many = "id,name,kind\n";
    for (int i = 0; i < 5000; ++i) many += "../,\x1b[31m" + std::string(5000, 'x') + ",\n";
    const std::string inputs[] = {many,
                                  std::string(100, '\0'),
                                  "\xFF\xFE\xFA",
                                  "\"",
                                  "id,name,kind\n\"",
                                  "id,name,kind\nx,\xEF\xBF\xBD,county\n",
                                  std::string(70000, ','),
                                  std::string("PK\x03\x04\0\0", 6)};
    for (const std::string& bytes : inputs) {
        const InventoryImport import = import_of(bytes);
        EXPECT_FALSE(import.errors.empty());
        EXPECT_LE(import.errors.size(), 1100u);
        EXPECT_TRUE(import.inventory.units.empty());
        for (const Error& error : import.errors) {
            EXPECT_LT(error.what.size(), 1000u);
            EXPECT_EQ(error.what.find('\x1b'), std::string::npos);
            EXPECT_TRUE(is_valid_utf8(error.what));
        }
    }
}

}  // namespace
}  // namespace duwang::workflow
