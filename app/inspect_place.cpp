#include "app/inspect_place.h"

#include <fmt/format.h>

#include "app/inspect.h"
#include "app/probe.h"

namespace duwang::app {

Result<AskedPage> asked_page(const Json& question, std::string_view what) {
    const std::string address = option(question, "url").text();
    auto url = parse_url(address);
    if (!url)
        return failure(Errc::usage, fmt::format("\"url\" is \"{}\"; write the address of the {}, "
                                                "https://HOST/PATH",
                                                address, what));
    auto reference = reference_date(question);
    if (!reference) return tl::unexpected(reference.error());
    auto bytes = probe_bytes(question, "page", {"file"});
    if (!bytes) return tl::unexpected(bytes.error());
    AskedPage page;
    page.bytes = std::move(*bytes);
    page.context.url = *url;
    page.context.content_type = option(question, "content_type").text();
    page.context.as_of = *reference;
    return page;
}

void set_place(Json& json, const html::PlaceFinder& places, std::int64_t offset) {
    const html::Place place = places.at(static_cast<std::size_t>(offset));
    json.set("line", place.line).set("selector", text_or_null(place.selector));
}

}  // namespace duwang::app
