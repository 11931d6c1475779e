using Finance.Core.Transactions.Bulk;
using Finance.Functions.Http;
using Finance.Functions.Middleware;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Transactions;

public sealed class BulkFunctions(BulkService bulk)
{
    private const long MaxBytes = 4L << 20;

    /// <summary>
    /// Creates, updates, recategorises and deletes up to 1,000 transactions, each with its own outcome. With `atomic` all of them or none.
    /// </summary>
    [Function("ChangeTransactions")]
    [Refuses("bulk_refused", "bulk_too_large", "too_many_tags")]
    [Costly]
    [BodyLimit(MaxBytes, WayOut = "Send fewer operations at once.")]
    public Task<IResult> Change([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "transactions/bulk")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            BulkRequest.Of,
            (change, asked, stop) => asked.IsAtomic
                ? bulk.ChangeAtOnceAsync(change, asked.Operations, stop)
                : bulk.ChangeAsync(change, asked.Operations, stop),
            BulkAnswers.Done);
}
