using Finance.Core.Transactions.Bulk;
using Finance.Functions.Http;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Transactions;

public sealed class BulkFunctions(BulkService bulk)
{
    private const long MaxBytes = 4L << 20;

    [Function("ChangeTransactions")]
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
