#include "app/inspect_article.h"

#include "app/inspect_place.h"
#include "core/footer.h"
#include "crawler/article/metadata.h"

namespace duwang::app {
namespace {

class ArticleTeller {
  public:
    explicit ArticleTeller(const html::PlaceFinder& places) : places_(places) {}

    // Line and selector of a fact; null where it does not stand in the page.
    Json placed(Json json, std::int64_t offset) const {
        if (offset < 0) return std::move(json.set("line", Json()).set("selector", Json()));
        set_place(json, places_, offset);
        return json;
    }
    Json value(std::string_view text, std::int64_t offset) const {
        return placed(Json::object().set("value", text_or_null(text)), offset);
    }
    Json number(const DocumentNumber& one) const {
        if (one.empty()) return {};
        return placed(Json::object()
                          .set("value", one.value)
                          .set("text", one.text)
                          .set("source", one.source)
                          .set("oddities", list_of(one.oddities)),
                      one.offset);
    }
    Json date(const ArticleDate& one) const {
        return placed(Json::object()
                          .set("kind", one.kind)
                          .set("value", one.value)
                          .set("text", one.text)
                          .set("label", text_or_null(one.label))
                          .set("source", one.source),
                      one.offset);
    }
    Json element(const ArticleElement& one) const {
        return placed(Json::object()
                          .set("key", one.key)
                          .set("label", one.label)
                          .set("text", one.text)
                          .set("value", text_or_null(one.value))
                          .set("form", one.form)
                          .set("about", text_or_null(one.about)),
                      one.offset);
    }
    Json attachment(const ArticleAttachment& one) const {
        return placed(Json::object()
                          .set("url", one.url)
                          .set("name", one.name)
                          .set("title", text_or_null(one.title))
                          .set("extension", one.extension)
                          .set("source", one.source),
                      one.offset);
    }
    Json promised(const Promised& one) const {
        Json json = Json::object().set("name", one.name).set("met_by", text_or_null(one.met_by));
        return placed(std::move(json), one.offset);
    }
    Json link(const ArticleLink& one) const {
        Json json = Json::object();
        if (!one.kind.empty()) json.set("kind", one.kind);
        json.set("text", one.text).set("url", text_or_null(one.url));
        return placed(std::move(json), one.offset);
    }
    Json body(const ArticleBody& one) const {
        return placed(Json::object()
                          .set("kind", text_or_null(one.kind))
                          .set("chars", one.chars)
                          .set("images", one.images)
                          .set("opening", text_or_null(one.opening)),
                      one.offset);
    }
    template <class List, class Tell>
    Json all(const List& list, Tell tell) const {
        Json array = Json::array();
        for (const auto& one : list) array.push_back((this->*tell)(one));
        return array;
    }

  private:
    const html::PlaceFinder& places_;
};

}  // namespace

Json article_json(const ArticleFacts& article, const html::PlaceFinder& places) {
    if (article.empty()) return {};
    const ArticleTeller teller(places);
    Json json = Json::object()
                    .set("kind", article.kind)
                    .set("title", text_or_null(article.title))
                    .set("title_source", text_or_null(article.title_source));
    json = teller.placed(std::move(json), article.title_offset);
    return std::move(
        json.set("published", text_or_null(article.published))
            .set("published_source", text_or_null(article.published_source))
            .set("published_unsure", article.published_unsure)
            .set("dates", teller.all(article.dates, &ArticleTeller::date))
            .set("source", teller.value(article.source, article.source_offset))
            .set("organ", text_or_null(article.organ))
            .set("signature", teller.value(article.signature, article.signature_offset))
            .set("breadcrumb", teller.all(article.breadcrumb, &ArticleTeller::link))
            .set("elements", teller.all(article.elements, &ArticleTeller::element))
            .set("numbers", Json::object()
                                .set("own", teller.number(article.number))
                                .set("cited", teller.all(article.cited, &ArticleTeller::number)))
            .set("attachments", teller.all(article.attachments, &ArticleTeller::attachment))
            .set("promised", teller.all(article.promised, &ArticleTeller::promised))
            .set("related", teller.all(article.related, &ArticleTeller::link))
            .set("related_state", text_or_null(article.related_state))
            .set("text", teller.body(article.body))
            .set("notes", list_of(article.notes)));
}

Json metadata_json(const PageFacts& facts) {
    Json values = Json::array();
    const auto metas = crawler::read_metadata(facts.metas);
    for (const crawler::MetaValue& one : metas)
        values.push_back(Json::object()
                             .set("name", one.name)
                             .set("written", one.written)
                             .set("value", text_or_null(one.value))
                             .set("notes", list_of(one.notes)));
    const std::string domain = crawler::meta_value(metas, "SiteDomain");
    return Json::object().set("values", values).set("site_hosts", list_of(site_hosts(domain)));
}

}  // namespace duwang::app
