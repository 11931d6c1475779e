using Finance.Core.Transactions.Listing;
using Finance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Transactions;

public sealed class TransactionListFunction(TransactionLister lister)
{
    [Function("ListTransactions")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transactions")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(
            ListRequest.Of,
            (caller, asked, page, stop) => lister.ListAsync(caller, asked.Filter, asked.Sort, page, stop),
            page => (page.Items.Select(ListedTransactionJson.Of), page.Next, page.TotalCount));
}
