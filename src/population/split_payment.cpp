// Spreads a payment over the months it is for, to the fen. Which months those are is left to who reads the sheet.

#include "split_payment.hpp"

namespace doudi::population {

std::vector<base::Rational> split_amount(const base::Rational& amount, int months) {
    const base::Rational fen(1, 100);
    std::vector<base::Rational> shares(static_cast<std::size_t>(months),
                                       base::round(amount / months, fen, base::RoundingMode::down));
    base::Rational rest = amount;
    for (const base::Rational& share : shares) {
        rest -= share;
    }
    const base::Rational step = rest.sign() < 0 ? -fen : fen;
    for (std::size_t i = 0; !rest.is_zero(); ++i) {
        shares[i] += step;
        rest -= step;
    }
    return shares;
}

}  // namespace doudi::population
