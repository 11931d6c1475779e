using Finance.Core;
using Finance.Core.Ledgers;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Reading;

/// <summary>The <c>X-Ledger</c> of a request: whose ledger it acts on. Whether the caller may is for the ledger itself to say.</summary>
internal static class LedgerHeader
{
    internal const string Name = "X-Ledger";

    /// <returns>The caller, acting on the ledger that the header names. Errors: <c>validation_failed</c>.</returns>
    internal static Result<Caller> Read(HttpRequest request, Caller caller)
    {
        var sent = request.Headers[Name];
        if (sent.Count == 0)
        {
            return caller;
        }

        return sent.Count == 1 && UserId.TryParse(sent[0], out var owner)
            ? caller with { Ledger = owner }
            : Errors.Validation(Name, "must be the id of a user as GET /api/users/shared-with-me tells it, sent once.");
    }
}
