using Finance.Core.Audit;
using Finance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Audit;

/// <summary>Who changed what, when, and what was there before and after.</summary>
public sealed class AuditFunctions(AuditService audit)
{
    /// <summary>The commits of the ledger, newest first.</summary>
    [Function("ListAudit")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(
            AuditRequests.Filter,
            audit.ListAsync,
            page => (page.Items.Select(item => AuditItemJson.Of(item, page.Names)), page.Next, page.TotalCount));
}
