using Finance.Core.Accounts;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Accounts;

/// <summary>What clients send about accounts.</summary>
internal static class AccountRequests
{
    private const int MaxText = 200;

    internal static NewAccount New(RequestInput input) => new()
    {
        Name = input.Body.Required("name", Read.Text(MaxText)),
        Type = input.Body.Required("type", Read.Enum<AccountType>()),
        Currency = input.Body.Optional("currency", Read.Text(MaxText)),
        OpeningBalance = input.Body.Optional("opening_balance", Read.Amount),
        Number = input.Body.Optional("number", Read.Text(MaxText)),
    };

    internal static AccountPatch Patch(RequestInput input) => new()
    {
        Name = input.Body.Change("name", Read.Text(MaxText)),
        Type = input.Body.Change("type", Read.Enum<AccountType>()),
        Currency = input.Body.Change("currency", Read.Text(MaxText)),
        OpeningBalance = input.Body.Change("opening_balance", Read.Amount),
        Number = input.Body.ChangeOrClear("number", Read.Text(MaxText)),
        Closed = input.Body.Change("closed", Read.Bool),
    };

    internal static string? MoveTo(RequestInput input) => input.Query.Optional("move_to", Read.Id);

    internal static Statement Statement(RequestInput input) => new(
        input.Body.Required("statement_date", Read.Date),
        input.Body.Required("statement_balance", Read.Amount));
}
