using Finance.Core;
using Finance.Core.Audits;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using Finance.Functions.Middleware;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Audits;

/// <summary>Holds a ledger against its own transactions. One's own ledger, or any for an administrator.</summary>
public sealed class LedgerFunctions(LedgerVerifier verifier)
{
    /// <summary>Holds a ledger against its own transactions. One's own, or any for an administrator; nothing is changed.</summary>
    [Function("VerifyLedger")]
    [Refuses("ledger_busy")]
    [Costly]
    public Task<IResult> Verify(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "system/ledgers/{userId}/verify")] HttpRequest request,
        string userId) => ApiCall.Of(request).AnswerAsync(
            async (caller, token) => UserId.TryParse(userId, out var owner)
                ? await verifier.VerifyAsync(caller, owner, token)
                : Errors.NotFound("ledger"),
            found => Answer.Ok(new VerificationJson(found.Version, found.Checked, found.Differences, found.DifferenceCount)));

    /// <summary>
    /// Works out balances, summaries and counters anew from the transactions. One's own ledger, or any for an administrator.
    /// </summary>
    [Function("RebuildLedger")]
    [Refuses("ledger_busy")]
    [Costly]
    public Task<IResult> Rebuild(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "system/ledgers/{userId}/rebuild")] HttpRequest request,
        string userId) => ApiCall.Of(request).ChangeAsync<LedgerRebuild, LedgerRebuild>(
            async (change, token) => UserId.TryParse(userId, out var owner)
                ? await verifier.RebuildAsync(change with { Idempotency = null }, owner, token)
                : Errors.NotFound("ledger"),
            rebuilt => Answer.Ok(rebuilt));

    private sealed record VerificationJson(long Version, long Checked, IReadOnlyList<LedgerDifference> Differences, long DifferenceCount);
}
