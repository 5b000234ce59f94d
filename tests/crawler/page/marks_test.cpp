#include "crawler/page/page_reader.h"

namespace duwang::crawler {
namespace {

PageFacts facts_of(std::string_view html) {
    PageContext context;
    context.url = *parse_url("https://www.lake.example/");
    return read_page(html, context).facts;
}

// "kind[value]source" of all marks of a kind.
std::string marks_of(std::string_view html, std::string_view kind) {
    std::string out;
    for (const Mark& mark : facts_of(html).marks)
        if (mark.kind == kind) out += (out.empty() ? "" : " ") + mark.value + "/" + mark.source;
    return out;
}

struct Case {
    std::string name, kind, html, expected;
};
class Marks : public testing::TestWithParam<Case> {};
TEST_P(Marks, AreFound) {
    EXPECT_EQ(marks_of(GetParam().html, GetParam().kind), GetParam().expected);
}

const std::string id32 = "0123456789ABCDEF0123456789ABCDEF";

INSTANTIATE_TEST_SUITE_P(
    SiteCode, Marks,
    testing::Values(
        Case{"F01_colon", "gov_site_id", "<p>网站标识码：9901000001</p>", "9901000001/text"},
        Case{"F01_blank", "gov_site_id", "政府网站标识码 9901000001", "9901000001/text"},
        Case{"F01_nothing_between", "gov_site_id", "网站标识码9901000001", "9901000001/text"},
        Case{"F01_blank_before_colon", "gov_site_id", "网站标识码 ：9901000001\u3000|",
             "9901000001/text"},
        Case{"F01_full_width", "gov_site_id", "网站标识码：９９０１００００01", "9901000001/text"},
        Case{"F01_stretched", "gov_site_id", "网&ensp;站标&emsp;识 码:9901000001",
             "9901000001/text"},
        Case{"F02_ministry", "gov_site_id", "网站标识码：BM99000001", "bm99000001/text"},
        Case{"F02_wrong_length_is_kept", "gov_site_id", "网站标识码：990100000123",
             "990100000123/text"},
        Case{"F03_meta", "gov_site_id", "<meta name=\"SiteIDCode\"content=\"9901000001\n\">",
             "9901000001/meta"},
        Case{"F03_script", "gov_site_id",
             "<script id=_jiucuo_ sitecode='9901000001' src=/x/jiucuo.js></script>",
             "9901000001/script"},
        Case{
            "F03_link", "gov_site_id",
            "<a href=\"http://h.example/jiucuo.html?a=1&amp;site_code=9901000001&amp;b\"><img></a>",
            "9901000001/link"},
        Case{"F08_tags_between", "gov_site_id",
             "<span>网站标识码</span>：<img><a href=x>990100</a><b>0001</b>", "9901000001/text"},
        Case{"F13_two_footers", "gov_site_id",
             "<div>网站标识码：9901000001</div><div>网站标识码：9901000001</div>",
             "9901000001/text"},
        Case{"F10_comment", "gov_site_id", "<!-- 网站标识码：9901000001 -->", ""},
        Case{"other_code", "gov_site_id", "统一标识码：9901000001 验证码1234", ""},
        Case{"label_alone", "gov_site_id", "网站标识码：", ""}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Icp, Marks,
    testing::Values(
        Case{"F04_plain", "icp", "新ICP备12345678号", "新ICP备12345678号/text"},
        Case{"F04_sub_number", "icp", "新ICP备12345678号-3", "新ICP备12345678号-3/text"},
        Case{"F04_dash_look_alike", "icp", "新ＩＣＰ备12345678号－3", "新ICP备12345678号-3/text"},
        Case{"F04_blanks", "icp", "新ICP备&nbsp;12345678 号 - 2", "新ICP备12345678号-2/text"},
        Case{"F04_no_hao", "icp", "新ICP备12345678", "新ICP备12345678号/text"},
        Case{"F04_prefix", "icp", "ICP备案编号：新icp备12345678号", "新ICP备12345678号/text"},
        Case{"F04_ten_digits", "icp", "备案序号:新ICP备2026009111号-1",
             "新ICP备2026009111号-1/text"},
        Case{"F05_two_numbers", "icp", "新ICP备12345678号-14 新ICP备12345678号-17",
             "新ICP备12345678号-14/text 新ICP备12345678号-17/text"},
        Case{"licence_is_no_record", "icp", "新ICP证030173号", ""},
        Case{"D10_split_digits", "icp", "<span>新ICP备123</span><span>45678号</span>",
             "新ICP备12345678号/text"},
        Case{"in_script", "icp", "<script>var a='新ICP备12345678号'</script>", ""}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Police, Marks,
    testing::Values(
        Case{"F06_plain", "psb", "新公网安备 12345678901234号", "新公网安备12345678901234号/text"},
        Case{"F06_no_hao", "psb", "新公网安备12345678901234", "新公网安备12345678901234号/text"},
        Case{"F06_turned_round", "psb", "新公网安备号 12345678901234",
             "新公网安备12345678901234号/text"},
        Case{"F06_label", "psb", "公安机关备案号 12345678901234", "12345678901234/text"},
        Case{"F06_old", "psb", "公安备案号：12345678901-00001", "12345678901-00001/text"},
        Case{"F06_short_form", "psb", "新公安备12345678901234号", "12345678901234/text"},
        Case{"F08_image_between", "psb", "新公网安备&nbsp;\n<img src=a.png>12345678901234号",
             "新公网安备12345678901234号/text"},
        Case{"F07_link_with_hao", "psb",
             "<a "
             "href='http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=12345678901234号 "
             "'>x</a>",
             "12345678901234/link"},
        Case{"F07_link_without_code", "psb", "<a href='http://www.beian.gov.cn/'>x</a>", "/link"},
        Case{"new_site", "psb",
             "<a href='https://beian.mps.gov.cn/#/query/webSearch?code=12345678901234'>x</a>",
             "12345678901234/link"}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Conac, Marks,
    testing::Values(
        Case{"F10_link", "conac",
             "<a href='//bszs.conac.cn/sitename?method=show&amp;id=" + id32 +
                 "'><img src=http://dcs.conac.cn/image/red.png></a>",
             id32 + "/link"},
        Case{"F10_script", "conac",
             "<script "
             "src='http://dcs.conac.cn/js/99/000/0000/12345678/CA990000000123456780001.js'></"
             "script>",
             "CA990000000123456780001/script"},
        Case{"F10_unescaped", "conac",
             "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript "
             "src='http://dcs.conac.cn/js/99/000/0000/12345678/CA990000000123456780001.js'%3E%3C/"
             "script%3E\"));</script>",
             "CA990000000123456780001/unescaped_script"},
        Case{"F10_written_literally", "conac",
             "<script>document.writeln('<a href=\"http://bszs.conac.cn/sitename?method=show&id=" +
                 id32 + "\">'+'x<\\/a>')</script>",
             id32 + "/script"},
        Case{"F10_image_only", "conac", "<img src='http://dcs.conac.cn/image/red.png'>", "/image"},
        Case{"F10_local_image", "conac", "<img src=/i/red.png alt='党政机关网站标识'>", "/image"},
        Case{"F12_empty_link", "conac",
             "<a href=''><img src='http://dcs.conac.cn/image/red.png'></a>", "/empty_link"},
        Case{"F10_html_comment", "conac",
             "<!-- <a href='http://bszs.conac.cn/sitename?id=" + id32 + "'></a> -->", ""},
        Case{"F10_script_comment", "conac",
             "<script>// document.write(unescape(\"%3Cscript "
             "src='http://dcs.conac.cn/js/CA1.js'%3E\"));\n"
             "/* document.write('<img src=http://dcs.conac.cn/image/red.png>') */</script>",
             ""},
        Case{"other_red_image", "conac", "<img src=/i/red.png>", ""}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Accessibility, Marks,
    testing::Values(
        Case{"link", "accessibility", "<a href='/wz/'>无障碍</a>",
             "https://www.lake.example/wz//link"},
        Case{"link_without_address", "accessibility", "<a id=t>无障碍浏览</a>", "/text"},
        Case{"glued_links", "accessibility",
             "<a href='javascript:;'>网站无障碍</a><a href='javascript:;'>长者模式</a>", "/link"},
        Case{"button", "accessibility", "<span onclick=x()>进入关怀版</span> | 搜索", "/text"},
        Case{"image", "accessibility", "<img src=a.png alt='适老化'>", "/image"},
        Case{"script", "accessibility", "<script src='/wza/aria.js'></script>",
             "/wza/aria.js/script"},
        Case{"news_about_it", "accessibility",
             "<a href=/a>我市推进无障碍环境建设</a><p>消费者助手、长者食堂、老年模式的推广</p>",
             ""},
        Case{"comment", "accessibility", "<!-- <a href='/wz/'>无障碍</a> -->", ""}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Others, Marks,
    testing::Values(
        Case{"F14_local_page", "find_error", "<a href='/fuwu/jiucuopage.html'>网站找错</a>",
             "/link"},
        Case{"F14_text_link", "find_error",
             "<a href='/err?sitecode=9901000001'>我为政府网站找错：网站找错</a>",
             "9901000001/link"},
        Case{"F14_image", "find_error", "<img src='/images/jiucuo.png'>", "/image"},
        Case{"organiser", "organiser", "主办单位：湖泊县人民政府办公室\u3000承办单位：某中心",
             "湖泊县人民政府办公室/text"},
        Case{"organiser_short", "organiser", "<p>主办:湖泊县人民政府</p><p>x",
             "湖泊县人民政府/text"},
        Case{"organiser_is_a_verb_here", "organiser", "本次活动由文旅局主办 欢迎参加", ""},
        Case{"phone", "contact", "联系电话：０９９５-8500000", "0995-8500000/text"},
        Case{"mail_full_width", "contact", "邮箱：office＠lake.example 谢谢",
             "office@lake.example/text"},
        Case{"phone_label_only", "contact", "联系电话：见下", ""},
        Case{"site_map", "site_map", "<a href=/map.html><span>网站</span>地图</a>",
             "https://www.lake.example/map.html/link"},
        Case{"site_map_image", "site_map", "<a href=/map.html><img alt=网站地图></a>",
             "https://www.lake.example/map.html/link"}),
    [](const auto& param) { return param.param.name; });

// Such an address is no link, but the mark is there to be seen.
TEST(Marks, AnUnfilledPlaceholderDoesNotHideThem) {
    PageContext context;
    context.url = *parse_url("http://www.x.gov.cn/");
    const PageReading reading = read_page(
        "<a href='https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=${code}'>x</a>"
        "<a href='//bszs.conac.cn/sitename?method=show&id={{id}}'>y</a>",
        context);
    std::string kinds;
    for (const Mark& mark : reading.facts.marks) kinds += mark.kind + " ";
    EXPECT_EQ(kinds, "find_error conac ");
    EXPECT_TRUE(reading.links.empty());
}

TEST(Marks, KeepWhatWasWrittenAndWhere) {
    const std::string html = "<p>湖</p>\n<div>&copy; <b>新ICP备</b> 12345678</div>";
    const PageFacts facts = facts_of(html);
    ASSERT_EQ(facts.marks.size(), 1u);
    EXPECT_EQ(facts.marks[0].text, "新ICP备 12345678");
    EXPECT_EQ(static_cast<std::size_t>(facts.marks[0].offset), html.find("新"));
}

TEST(Marks, HostileRepetitionIsBounded) {
    std::string html;
    for (int i = 0; i < 20000; ++i)
        html += "<p>新ICP备" + std::to_string(10000000 + i) + "号 主办备码";
    EXPECT_LE(facts_of(html).marks.size(), 100u);
}

std::string late_of(std::string_view html) {
    std::string out;
    for (const LateContent& late : facts_of(html).late)
        out += (out.empty() ? "" : " ") + late.kind + (late.footer_like ? "+" : "-");
    return out;
}

struct Late {
    std::string name, html, expected;
};
class F09 : public testing::TestWithParam<Late> {};
TEST_P(F09, LatePartsAreSeen) { EXPECT_EQ(late_of(GetParam().html), GetParam().expected); }
INSTANTIATE_TEST_SUITE_P(
    Kinds, F09,
    testing::Values(
        Late{"script_in_body", "<body><script src=/js/menu.js></script>", "script_file-"},
        Late{"footer_script", "<body><script src='/js/Footer.js?v=1'></script>", "script_file+"},
        Late{"footer_script_in_head", "<head><script src=/js/bottom.js></script></head>",
             "script_file+"},
        Late{"script_in_head", "<head><script src=/js/jquery.js></script></head><body>", ""},
        Late{"folder_is_no_name", "<body><script src=/footer/menu.js></script>", "script_file-"},
        Late{"load", "<script>$('#x').load('/inc/footer.html');</script>", "load_call+"},
        Late{"load_by_container", "<script>$(\"#bottom\").load(\"/inc/1.html\")</script>",
             "load_call+"},
        Late{"load_event_is_none", "<script>$(window).load(function(){});</script>", ""},
        Late{"load_in_comment", "<script>// $('#x').load('/inc/footer.html');\n</script>", ""},
        Late{"get", "<script>$.get('/inc/dibu.html', show)</script>", "load_call+"},
        Late{"fetch", "<script>fetch('/api/list.json')</script>", "load_call-"},
        Late{"ajax", "<script>$.ajax({type:'GET',url:'/inc/foot.html'})</script>", "load_call+"},
        Late{"write_unescaped",
             "<script>document.write(unescape('%3Cdiv class=footer%3E'))</script>",
             "document_write+"},
        Late{"write_mark_is_no_content",
             "<script>document.write(unescape('%3Cscript "
             "src=http://dcs.conac.cn/js/CA1.js%3E'))</script>",
             ""},
        Late{"frame", "<iframe src=/inc/footer.html></iframe>", "frame+"},
        Late{"counter_frame", "<iframe src=/count.html></iframe>", "frame-"},
        Late{"template_script", "<script type=text/html>$('#x').load('/inc/footer.html')</script>",
             ""},
        Late{"commented_out", "<!-- <script src=/js/footer.js></script> -->", ""}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace duwang::crawler
