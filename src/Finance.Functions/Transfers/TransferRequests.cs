using Finance.Core.Transfers;
using Finance.Functions.Http.Reading;
using Finance.Functions.Transactions;

namespace Finance.Functions.Transfers;

/// <summary>What clients send about transfers to other users.</summary>
internal static class TransferRequests
{
    private const int MaxName = 100;

    internal static NewTransfer New(RequestInput input) => new()
    {
        To = input.Body.Required("to", Read.Name(MaxName).Says("The username of who gets it.").Like("bob")),
        Amount = input.Body.Required("amount", Read.Amount),
        AccountId = input.Body.Optional("account_id", Read.Id),
        CategoryId = input.Body.Optional("category_id", Read.Id),
        Date = input.Body.Optional("date", Read.Date),
        Description = input.Body.Optional("description", Read.Text(TransactionRequests.MaxDescription)),
        Notes = input.Body.Optional("notes", Read.Notes(TransactionRequests.MaxNotes)),
    };

    internal static TransferFilter Filter(RequestInput input) => new(
        input.Query.Optional("direction", Read.Enum<TransferDirection>()),
        input.Query.Optional("status", Read.Enum<TransferStatus>()));
}
