#include "app/demo/template.h"

namespace duwang::demo {

std::string fill(std::string_view form,
                 const std::function<std::string(std::string_view name)>& lookup) {
    std::string out;
    for (;;) {
        const std::size_t open = form.find("{{");
        const std::size_t close = form.find("}}", open);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        out.append(form.substr(0, open));
        out += lookup(form.substr(open + 2, close - open - 2));
        form.remove_prefix(close + 2);
    }
    out.append(form);
    return out;
}

}  // namespace duwang::demo
