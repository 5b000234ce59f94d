// Words by which an article page (稿件) and its document elements (公文要素) are recognised; data
// of config/vocabulary/elements.yaml. The names follow what real portals write.
#pragma once

#include <string>
#include <vector>

namespace duwang::crawler {

// A fact and the labels it is written behind. Compared without blanks, width and letter case.
struct LabelSet {
    std::string key;
    std::vector<std::string> labels;
};

struct ArticleRules {
    std::vector<LabelSet> elements = {
        {"index_number", {"索引号", "信息索引号", "索引编号"}},
        {"organ",
         {"发布机构", "发文机关", "发文单位", "公开主体", "发文机构", "制发机关", "发布单位",
          "信息来源"}},
        {"written_date",
         {"成文日期", "成文时间", "生成日期", "公文生成日期", "发文日期", "制发日期"}},
        {"publish_date", {"发布日期", "发布时间", "公开日期", "公开时间"}},
        {"number", {"文号", "发文字号", "文件编号", "备注/文号", "发文文号"}},
        {"topic", {"主题分类", "分类", "组配分类", "体裁分类", "信息分类"}},
        {"validity", {"有效性", "效力状态", "时效", "时效性", "有效/失效/废止"}},
        {"title", {"名称", "标题", "信息名称", "文件名称"}},
        {"openness", {"公开方式", "公开属性", "公开范围", "公开时限"}},
        {"keywords", {"主题词", "关键词", "内容概述"}},
    };
    std::vector<LabelSet> dates = {
        {"published", {"发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "发文时间"}},
        {"updated", {"更新时间", "更新日期", "修改时间", "修改日期", "最后更新", "最近更新"}},
        {"written",
         {"成文日期", "成文时间", "生成日期", "公文生成日期", "发文日期", "制发日期", "印发日期"}},
        {"generated", {"页面生成时间", "生成时间", "页面生成日期", "静态页生成时间"}},
        {"effective", {"实施日期", "施行日期", "生效日期", "实施时间", "生效时间"}},
        {"validity", {"有效期", "有效期至", "有效期限", "失效日期", "失效时间", "废止日期"}},
        // Too common to count anywhere but under the title.
        {"under_title", {"日期", "时间"}},
    };
    std::vector<std::string> source = {"来源", "信息来源", "文章来源", "稿件来源", "发布来源"};
    std::vector<std::string> crumb = {"当前位置", "您的位置", "您现在的位置", "您当前的位置",
                                      "所在位置", "你的位置", "当前的位置"};
    // Parts of the class or id of a container.
    std::vector<std::string> crumb_names = {"crumb",  "position", "location", "dqwz",
                                            "weizhi", "curmb",    "breadnav"};
    std::vector<std::string> content_names = {
        "trs_editor",     "ucapcontent",  "article-content", "article_content", "articlecontent",
        "pages_content",  "news_content", "xxgk_content",    "view-content",    "con_text",
        "contenttext",    "wzcon",        "artcontent",      "detail-content",  "detail_content",
        "content_detail", "art_con",      "xl_content",      "article-con",     "zoomcon"};
    std::vector<std::string> title_names = {"title", "biaoti", "headline", "tit"};
    std::vector<std::string> related_names = {"xgjd", "xgwj", "xglj", "relate", "glwj", "gljd"};
    // Headings above links to interpretations, to the document that is interpreted, to others.
    std::vector<std::string> interpretations = {"相关解读", "解读材料", "关联解读", "解读链接",
                                                "文件解读", "政策图解", "本文解读"};
    std::vector<std::string> documents = {"相关文件", "政策原文", "文件原文", "解读文件",
                                          "原文链接", "关联文件", "相关政策", "被解读文件"};
    std::vector<std::string> related = {"相关链接", "相关阅读", "关联阅读",
                                        "相关信息", "相关稿件", "相关文章"};
    // In headings of lists that stand beside an article and make no list of its page.
    std::vector<std::string> beside_heads = {"相关", "推荐"};
    std::vector<std::string> extensions = {"doc", "docx", "xls",  "xlsx", "wps", "et",   "ofd",
                                           "pdf", "zip",  "rar",  "7z",   "ppt", "pptx", "dps",
                                           "jpg", "tif",  "tiff", "csv",  "rtf", "ceb"};
    // Parts of addresses of an editor's icons, which are no attachments (A04).
    std::vector<std::string> icon_paths = {"icon_", "filetypeimages/", "/icons/", "fileicon"};
    // Texts of links that say nothing about the file.
    std::vector<std::string> download_words = {"下载", "点击下载", "附件下载", "下载附件",
                                               "附件", "查看",     "点击查看", "download"};
    // Ends of names of organs, for signatures (落款).
    std::vector<std::string> organ_ends = {"局", "委", "办", "厅", "部", "府",   "会",     "院",
                                           "处", "科", "所", "站", "队", "中心", "办公室", "司",
                                           "署", "行", "团", "室", "社", "馆",   "校",     "公司"};
    // An address whose day lies so much behind the day that is shown may be backdated (D05, 倒填).
    int backdated_days = 30;
};

}  // namespace duwang::crawler
