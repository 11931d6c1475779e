using System.Globalization;

namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition RateUnavailableDefinition =
        Define("rate_unavailable", ErrorKind.Conflict, "There is no exchange rate for these currencies on that day.");

    private static readonly ErrorDefinition TooManyRatesDefinition =
        Define("too_many_rates", ErrorKind.Conflict, "The ledger holds as many exchange rates as it can.");

    public static Error RateUnavailable(Currency from, Currency to, DateOnly day) => new(
        RateUnavailableDefinition,
        $"No rate between {from} and {to} is known on {LedgerDates.Format(day)} or before. Enter one with PUT /api/currencies/rates.");

    public static Error TooManyRates(int limit) => new(
        TooManyRatesDefinition,
        string.Create(CultureInfo.InvariantCulture, $"A ledger holds {limit} rates of its own. Remove one that is not needed."));
}
