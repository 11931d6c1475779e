using Finance.Core;
using Finance.Core.Accounts;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Accounts;

/// <summary>What clients send about accounts.</summary>
internal static class AccountRequests
{
    private const int MaxText = 200;

    internal static NewAccount New(RequestInput input) => new()
    {
        Name = input.Body.Required("name", Name),
        Type = input.Body.Required("type", Type),
        Currency = input.Body.Optional("currency", Currency),
        OpeningBalance = input.Body.Optional("opening_balance", OpeningBalance),
        Number = input.Body.Optional("number", Number),
    };

    internal static AccountPatch Patch(RequestInput input) => new()
    {
        Name = input.Body.Change("name", Name),
        Type = input.Body.Change("type", Type),
        Currency = input.Body.Change("currency", Currency),
        OpeningBalance = input.Body.Change("opening_balance", OpeningBalance),
        Number = input.Body.ChangeOrClear("number", Number),
        Closed = input.Body.Change("closed", Read.Bool.Says("A closed account takes no entries; false opens it again.")),
    };

    internal static string? MoveTo(RequestInput input) => input.Query.Optional("move_to", Read.Id
        .Says("The account that takes the transactions and templates."));

    internal static Statement Statement(RequestInput input) => new(
        input.Body.Required("statement_date", Read.Date.Says("The last day of the statement, YYYY-MM-DD.").Like("2026-02-28")),
        input.Body.Required("statement_balance", Read.Amount.Says("The closing balance on that day; may be below zero.").Like(1250.00m)));

    private static ValueReader<string> Name { get; } = Read.Text(MaxText)
        .Says("Unique among the open accounts.")
        .Like("Holiday savings");

    private static ValueReader<AccountType> Type { get; } = Read.Enum<AccountType>()
        .Like("savings");

    private static ValueReader<string> Currency { get; } = Read.Text(MaxText)
        .Says("A currency code of ISO 4217; the user's own if left out. It cannot change once entries count in the account.")
        .Like("EUR");

    private static ValueReader<AmountText> OpeningBalance { get; } = Read.Amount
        .Says("What was there before the first entry; below zero for a debt. 0 if left out.")
        .Like(250.00m);

    private static ValueReader<string> Number { get; } = Read.Text(MaxText)
        .Says("The account number or IBAN by which statements find the account.");
}
