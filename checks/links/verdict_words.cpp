// How verdicts are called.
#include <algorithm>
#include <array>

#include "checks/links/verdict.h"

namespace duwang::checks::links {
namespace {

struct ClassWords {
    LinkClass link_class;
    std::string_view word, label;
};

constexpr std::array class_words{
    ClassWords{LinkClass::ok, "ok", "正常"},
    ClassWords{LinkClass::ok_note, "ok_note", "正常，有提示"},
    ClassWords{LinkClass::broken, "broken", "断链"},
    ClassWords{LinkClass::soft_404, "soft_404", "错链（应答正常而内容不存在）"},
    ClassWords{LinkClass::restricted, "restricted", "不向公众开放"},
    ClassWords{LinkClass::blocked, "blocked", "被防护墙拦截"},
    ClassWords{LinkClass::transient, "transient", "当前打不开，尚未隔时复核"},
    ClassWords{LinkClass::suspect, "suspect", "证据矛盾，待人工"},
    ClassWords{LinkClass::hijack, "hijack", "疑似被他人占用"},
    ClassWords{LinkClass::undetermined, "undetermined", "未能判定"},
};

struct BasisWords {
    Basis basis;
    std::string_view word, label;
};

constexpr std::array basis_words{
    BasisWords{Basis::none, "none", ""},
    BasisWords{Basis::inspection, "inspection", "无需访问即可认定"},
    BasisWords{Basis::in_session, "in_session", "会话内确认"},
    BasisWords{Basis::over_time, "over_time", "隔时复核确认"},
};

}  // namespace

std::string_view class_word(LinkClass link_class) {
    return std::ranges::find(class_words, link_class, &ClassWords::link_class)->word;
}
std::string_view class_label(LinkClass link_class) {
    return std::ranges::find(class_words, link_class, &ClassWords::link_class)->label;
}
std::string_view basis_word(Basis basis) {
    return std::ranges::find(basis_words, basis, &BasisWords::basis)->word;
}
std::string_view basis_label(Basis basis) {
    return std::ranges::find(basis_words, basis, &BasisWords::basis)->label;
}

}  // namespace duwang::checks::links
