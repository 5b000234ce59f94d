// Word lists that checks look things up in; loaded by config.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace duwang {

// A section (栏目) that must be there under one of its names.
struct Section {
    std::string id;                    // "guide"
    std::string title;                 // 政府信息公开指南
    std::vector<std::string> aliases;  // spellings of real sites, the title not among them
};

struct SectionList {
    std::string name;                         // "disclosure-six"
    std::vector<std::string> platform_names;  // what links to the platform are called
    std::vector<Section> sections;
};

struct Vocabulary {
    std::map<std::string, SectionList> sections;
    std::vector<std::string> placeholder_phrases = {"栏目建设中", "正在建设中", "暂无数据",
                                                    "暂无内容",   "暂无信息",   "敬请期待"};
};

}  // namespace duwang
