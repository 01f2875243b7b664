// Values of three standings and the logic over them.
// Where a value comes from is decided by the evaluator.
#include "oracle/value.hpp"

#include <stdexcept>
#include <utility>

#include "oracle/calendar.hpp"

namespace doudi::oracle {

Value Value::of(Number number) {
    Value value;
    value.number = std::move(number);
    return value;
}

Value Value::fact(bool holds) {
    Value value;
    value.kind = Kind::fact;
    value.whole = holds ? 1 : 0;
    return value;
}

Value Value::day(long day) {
    Value value;
    value.kind = Kind::day;
    value.whole = day;
    return value;
}

Value Value::month(long month) {
    Value value;
    value.kind = Kind::month;
    value.whole = month;
    return value;
}

Value Value::of_word(std::string word) {
    Value value;
    value.kind = Kind::word;
    value.word = std::move(word);
    return value;
}

Value Value::missing(Causes from) {
    Value value;
    value.known = Known::missing;
    value.causes = std::move(from);
    return value;
}

Value Value::unknown(Causes causes) {
    Value value;
    value.known = Known::unknown;
    value.causes = std::move(causes);
    return value;
}

bool Value::holds() const {
    if (!is_known()) return false;
    if (kind != Kind::fact) throw std::logic_error("a fact is wanted, not " + to_text());
    return whole == 1;
}

bool Value::fails() const {
    if (!is_known()) return false;
    return !holds();
}

std::string Value::to_text() const {
    if (is_missing()) return "missing";
    if (is_unknown()) return "unknown";
    switch (kind) {
        case Kind::number: return write_number(number);
        case Kind::fact: return whole == 1 ? "true" : "false";
        case Kind::day: return write_day(whole);
        case Kind::month: return write_month(whole);
        case Kind::word: return word;
    }
    throw std::logic_error("a value of no kind");
}

Value spread(const Value& a, const Value& b) {
    Causes causes;
    if (a.is_unknown() || b.is_unknown()) {
        if (a.is_unknown()) causes.insert(a.causes.begin(), a.causes.end());
        if (b.is_unknown()) causes.insert(b.causes.begin(), b.causes.end());
        return Value::unknown(std::move(causes));
    }
    causes = a.causes;
    causes.insert(b.causes.begin(), b.causes.end());
    return Value::missing(std::move(causes));
}

Value both(const Value& a, const Value& b) {
    if (a.fails() || b.fails()) return Value::fact(false);
    if (a.is_known() && b.is_known()) return Value::fact(true);
    return spread(a, b);
}

Value either(const Value& a, const Value& b) {
    if (a.holds() || b.holds()) return Value::fact(true);
    if (a.is_known() && b.is_known()) return Value::fact(false);
    return spread(a, b);
}

Value opposite(const Value& a) { return a.is_known() ? Value::fact(!a.holds()) : a; }

int compare(const Value& a, const Value& b) {
    if (a.kind != b.kind) throw std::logic_error("cannot compare " + a.to_text() + " with " + b.to_text());
    if (a.kind == Kind::number) return a.number < b.number ? -1 : (a.number == b.number ? 0 : 1);
    if (a.kind == Kind::word) return a.word == b.word ? 0 : (a.word < b.word ? -1 : 1);
    return a.whole < b.whole ? -1 : (a.whole == b.whole ? 0 : 1);
}

}  // namespace doudi::oracle
