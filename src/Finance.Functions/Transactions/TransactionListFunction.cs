using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Transactions;

public sealed class TransactionListFunction(TransactionLister lister, TransactionChanges changes)
{
    /// <summary>Transactions, filtered and sorted, each with the balance of its account right after it.</summary>
    [Function("ListTransactions")]
    [Refuses("range_too_wide")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transactions")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync<ListRequest, TransactionPage, TransactionInLedger, ListedTransactionJson, ListEnvelope<Listed<ListedTransactionJson>>>(
            ListRequest.Of,
            (caller, asked, page, stop) => lister.ListAsync(caller, asked.Filter, asked.Sort, page, stop),
            page => (page.Items.Select(ListedTransactionJson.Of), page.Next, page.TotalCount),
            (caller, _, since, page, stop) => changes.ListAsync(caller, since, page, stop),
            ListedTransactionJson.Of,
            static (_, envelope) => envelope);
}
