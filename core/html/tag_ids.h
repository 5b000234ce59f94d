// The elements that tree construction has rules of their own for.
#pragma once

#include "core/html/tag_kind.h"

namespace duwang::html {

inline constexpr std::uint64_t id_a = tag_id("a"), id_address = tag_id("address"),
                               id_body = tag_id("body"), id_br = tag_id("br"),
                               id_button = tag_id("button"), id_caption = tag_id("caption"),
                               id_col = tag_id("col"), id_colgroup = tag_id("colgroup"),
                               id_dd = tag_id("dd"), id_div = tag_id("div"), id_dt = tag_id("dt"),
                               id_form = tag_id("form"), id_frameset = tag_id("frameset"),
                               id_head = tag_id("head"), id_html = tag_id("html"),
                               id_input = tag_id("input"), id_keygen = tag_id("keygen"),
                               id_li = tag_id("li"), id_main = tag_id("main"), id_ol = tag_id("ol"),
                               id_optgroup = tag_id("optgroup"), id_option = tag_id("option"),
                               id_p = tag_id("p"), id_script = tag_id("script"),
                               id_select = tag_id("select"), id_style = tag_id("style"),
                               id_table = tag_id("table"), id_tbody = tag_id("tbody"),
                               id_td = tag_id("td"), id_template = tag_id("template"),
                               id_textarea = tag_id("textarea"), id_tfoot = tag_id("tfoot"),
                               id_th = tag_id("th"), id_thead = tag_id("thead"),
                               id_tr = tag_id("tr"), id_ul = tag_id("ul");

constexpr bool is_row_group(std::uint64_t id) {
    return id == id_tbody || id == id_thead || id == id_tfoot;
}

}  // namespace duwang::html
