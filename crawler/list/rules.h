// Words by which lists, their pagers and their interfaces are understood;
// config/vocabulary/lists.yaml replaces them. Defaults are what portal-quirks §2, §4 and §11 name.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace duwang::crawler {

struct ListRules {
    // Parts of class and id names around lists beside the main one (L14).
    std::vector<std::string> side_names = {"hot",        "rank",   "recommend", "tuijian", "side",
                                           "aside",      "foot",   "nav",       "menu",    "yqlj",
                                           "xgwz",       "xgxw",   "relat",     "friend",  "crumb",
                                           "breadcrumb", "navbar", "hotnews"};
    // Headings of such lists.
    std::vector<std::string> side_headings = {"推荐", "热点",     "热门",     "排行", "相关",
                                              "最新", "友情链接", "猜你喜欢", "点击"};
    // Heads of table columns whose dates are those of some business, not of publication (D13).
    std::vector<std::string> business_heads = {"受理", "申请", "有效", "成交", "截止", "截至",
                                               "到期", "生效", "实施", "开标", "签订", "竣工"};
    // Heads of columns whose dates are those of publication.
    std::vector<std::string> published_heads = {"发布", "公布", "公开", "时间", "日期"};
    // What a list that has nothing says (S08).
    std::vector<std::string> empty_phrases = {"暂无数据", "暂无内容", "暂无信息",   "暂无相关",
                                              "没有数据", "没有找到", "栏目建设中", "正在建设中"};
    std::vector<std::string> sticky_words = {"置顶"};
    // Texts of links to the page behind this one, and to the last one.
    std::vector<std::string> next_words = {"下一页", "下页", "后一页", "后页", "下一頁"};
    std::vector<std::string> last_words = {"尾页", "末页", "最后一页", "最末页"};
    // Functions that draw a pager: (pages, current from 0, name, extension, records) or, where the
    // first argument is a text, (container, pages, current from 1, name, extension, records).
    // In lower case; scripts write them in any.
    std::vector<std::string> pager_calls = {"createpagehtml", "createpage", "createpagehtml1",
                                            "createpagehtml2"};
    // Variables of scripts that say how much there is (P05, P09); in lower case.
    std::vector<std::string> page_variables = {"countpage", "pagecount", "totalpage", "totalpages",
                                               "page_count"};
    std::vector<std::string> record_variables = {"recordcount",  "totalrecord", "totalrecords",
                                                 "record_count", "totalcount",  "rowcount"};
    std::vector<std::string> size_variables = {"pagesize", "perpage", "page_size", "pagerows"};
    // How many pages there are as files; the others come from an interface (P09).
    std::vector<std::string> static_variables = {"maxstaticindex", "maxstaticpage", "staticpages"};
    // Fields of JSON lists (J04); in lower case.
    std::vector<std::string> title_fields = {"title",    "name",  "wjbt",     "bt",
                                             "doctitle", "topic", "showtitle"};
    std::vector<std::string> date_fields = {
        "publishtime", "pubdate",      "fbsj", "display_publish_time", "publishdate", "docreltime",
        "pubtime",     "publish_time", "date", "createtime",           "created_at",  "releasetime",
        "releasedate"};
    std::vector<std::string> url_fields = {"url",     "publishurl", "docpuburl", "link",
                                           "linkurl", "jump_url",   "href",      "puburl"};
    std::vector<std::string> total_fields = {"total",      "totalcount",  "recordcount",
                                             "post_count", "totalrecord", "totalelements",
                                             "rowcount"};
    std::vector<std::string> page_total_fields = {"pages", "totalpage", "totalpages", "pagecount"};
    std::size_t addresses_max = 200;  // of further pages that one page's pager leads to
};

}  // namespace duwang::crawler
