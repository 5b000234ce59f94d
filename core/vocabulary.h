// Word lists that checks look things up in; loaded by config.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace duwang {

// One entry that a page is expected to offer, under any of its names.
struct Section {
    std::string id;     // "guide"
    std::string title;  // 政府信息公开指南
    std::vector<std::string> aliases;
};

struct SectionList {
    std::string name;                         // "disclosure-six"
    std::vector<std::string> platform_names;  // 政府信息公开, 政务公开
    std::vector<Section> sections;
};

struct Vocabulary {
    std::map<std::string, SectionList> sections;
    std::vector<std::string> placeholder_phrases = {"栏目建设中", "正在建设中", "暂无数据",
                                                    "暂无内容",   "暂无信息",   "敬请期待"};
};

}  // namespace duwang
