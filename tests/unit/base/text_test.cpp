// UTF-8, widths, masks, nearest names; places in files.

#include "doudi/base/text.hpp"

#include <doctest/doctest.h>

#include <string>

#include "doudi/base/digest.hpp"
#include "doudi/base/source.hpp"

using namespace doudi::base;

TEST_CASE("the first byte that is no UTF-8 is found") {
    CHECK(!first_invalid_utf8(""));
    CHECK(!first_invalid_utf8("低保 a é 𠀀"));
    CHECK(first_invalid_utf8(std::string("a\0b", 3)) == 1);
    CHECK(first_invalid_utf8("ab\xff") == 2);
    CHECK(first_invalid_utf8("\xc0\x80") == 0);          // overlong NUL
    CHECK(first_invalid_utf8("\xe0\x80\xaf") == 0);      // overlong
    CHECK(first_invalid_utf8("\xed\xa0\x80") == 0);      // surrogate
    CHECK(first_invalid_utf8("\xf4\x90\x80\x80") == 0);  // beyond Unicode
    CHECK(first_invalid_utf8("a\xe4\xbd") == 1);         // cut off
    CHECK(first_invalid_utf8("\x80") == 0);
}

TEST_CASE("Chinese characters take two columns") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("低保") == 4);
    CHECK(display_width("，。（）") == 8);
    CHECK(display_width("低保a") == 5);
    CHECK(display_width("𠀀") == 2);
    CHECK(display_width("é…") == 2);
    CHECK(count_characters("低保a") == 3);
}

TEST_CASE("what comes from outside is shown without its hidden characters") {
    CHECK(shown("工资") == "工资");
    CHECK(shown("a\x1b[31mb") == "a\\x1b[31mb");
    CHECK(shown("a\nb\tc") == "a\\x0ab\\x09c");
    CHECK(shown("a\u202e\u200b") == "a\\u{202e}\\u{200b}");
    CHECK(shown("\xff") == "\\xff");
    CHECK(shown("\u00a0") == "\\xa0");
    CHECK(shown("abcdef", 3) == "abc…");
    CHECK(shown("abc", 3) == "abc");
}

TEST_CASE("numbers of people are masked but for their ends") {
    CHECK(masked("510185195201010013") == "510185********0013");
    CHECK(masked("张三丰") == "张**");
    CHECK(masked("12345") == "1****");
    CHECK(masked("1") == "*");
    CHECK(masked("").empty());
}

TEST_CASE("the nearest name is offered when it may be a misspelling") {
    CHECK(nearest("standrad", {"standard", "size"}) == "standard");
    CHECK(nearest("wagge", {"wage", "age"}) == "wage");
    CHECK(!nearest("income", {"deposits", "vehicles"}));
    CHECK(!nearest("x", {"wage"}));
    CHECK(!nearest("wage", {}));
    CHECK(nearest("ab", {"ac", "aa"}) == "aa");  // of equals the first by byte
}

TEST_CASE("text is trimmed, split and joined") {
    CHECK(trim(" a b\r\n") == "a b");
    CHECK(trim(" \t").empty());
    CHECK(split("a,,b", ',').size() == 3);
    CHECK(split("", ',').size() == 1);
    CHECK(join({"a", "b"}, ", ") == "a, b");
    CHECK(join({}, ", ").empty());
}

TEST_CASE("places count lines and characters from one") {
    const auto file = std::make_shared<const SourceFile>(SourceFile{"law.yaml", "a: 1\r\n低保: 标准\nlast"});
    CHECK(file->line(1) == "a: 1");
    CHECK(file->line(2) == "低保: 标准");
    CHECK(file->line(3) == "last");
    CHECK(file->line(4).empty());
    const std::size_t at = file->text.find("标准");
    const SourceSpan span = span_of_bytes(file, at, at + 6);
    CHECK(span.to_string() == "law.yaml:2:5");
    CHECK(span.file_line() == "law.yaml:2");
    CHECK(span.end_column == 7);
    CHECK(span_of_bytes(file, at, file->text.size()).end_column == 7);  // to the line's end, no further
    CHECK(span_of_bytes(file, 99999, 99999).to_string() == "law.yaml:3:5");
    CHECK(SourceSpan{file, 0, 0, 0}.to_string() == "law.yaml");
    CHECK(SourceSpan{file, 3, 0, 0}.to_string() == "law.yaml:3");
    CHECK(SourceSpan{}.to_string().empty());
}

TEST_CASE("digests are SHA-256, of larger texts over their blocks") {
    CHECK(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    const std::string block(std::size_t{1} << 20U, 'a');
    CHECK(digest(block) == "9bc1b2a288b26af7257a36277ae3816a7d4f16e89c1e7e77d0a5c48bad62b360");
    CHECK(digest(block + "a") == "8dd49bbc6297567fac3852c2deddcdbc57358bc403c10d4f6dc64b143ad9b27b");
}
