#include <doctest/doctest.h>

#include "doudi/engine/state.hpp"

using namespace doudi;

TEST_CASE("values of a state read back as written") {
    struct Row {
        std::string text;
        expr::ValueKind kind;
    };
    for (const Row& row : {Row{"640", expr::ValueKind::number}, Row{"-12.5", expr::ValueKind::number}, Row{"2/3", expr::ValueKind::number}, Row{"-1/7", expr::ValueKind::number},
                           Row{"true", expr::ValueKind::boolean}, Row{"2026-10", expr::ValueKind::month}, Row{"2024-02-29", expr::ValueKind::date}, Row{"marginal", expr::ValueKind::code}}) {
        CAPTURE(row.text);
        const auto value = engine::from_text(row.text, row.kind);
        REQUIRE(value);
        CHECK(engine::to_text(*value, row.kind) == row.text);
    }
}

TEST_CASE("what is no value of its kind is refused") {
    CHECK_FALSE(engine::from_text("1/0", expr::ValueKind::number));
    CHECK_FALSE(engine::from_text("1/-3", expr::ValueKind::number));
    CHECK_FALSE(engine::from_text("01", expr::ValueKind::number));
    CHECK_FALSE(engine::from_text("yes", expr::ValueKind::boolean));
    CHECK_FALSE(engine::from_text("2026-13", expr::ValueKind::month));
    CHECK_FALSE(engine::from_text("2023-02-29", expr::ValueKind::date));
}

TEST_CASE("who is absent keeps its row, who is there gets a new one") {
    engine::State before(*base::Month::parse("2026-01"));
    const std::size_t used = before.column("used");
    before.set(engine::state_key("A", ""), used, *engine::from_text("3", expr::ValueKind::number));
    before.set(engine::state_key("B", ""), used, *engine::from_text("5", expr::ValueKind::number));
    engine::State next = before.next();
    CHECK(next.month() == *base::Month::parse("2026-02"));
    engine::State part(next.month());
    part.set(engine::state_key("A", ""), part.column("used"), *engine::from_text("4", expr::ValueKind::number));
    next.absorb(std::move(part));
    CHECK(next.find(engine::state_key("A", ""), used)->number == base::Rational(4));
    CHECK(next.find(engine::state_key("B", ""), used)->number == base::Rational(5));
    CHECK(before.find(engine::state_key("A", ""), used)->number == base::Rational(3));
}

TEST_CASE("a person's row is another than the household's") {
    CHECK(engine::state_key("A", "") != engine::state_key("A", "A"));
    CHECK(engine::state_key("A1", "2") != engine::state_key("A", "12"));
}
