using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Core.Reports;
using Finance.Core.Users;

namespace Finance.Functions.Users;

/// <summary>A user who signed in, with where their money stands this month.</summary>
public sealed record SignedInWithSummary(User User, FinancialSummary Summary);

/// <summary>Signing in: the profile and the current month's figures in one answer.</summary>
public sealed class SignInService(UserService users, ReportService reports)
{
    public async Task<Result<SignedInWithSummary>> SignInAsync(Change change, CancellationToken cancellationToken)
    {
        // Signing in twice changes nothing but when it was last done, so that a key to repeat it by has nothing to protect.
        var signedIn = await users.SignInAsync(change with { Idempotency = null }, cancellationToken);
        if (!signedIn.IsOk)
        {
            return signedIn.Error;
        }

        var summary = await reports.SummaryAsync(change.Caller, new ReportQuery(), cancellationToken);
        return summary.Map(figures => new SignedInWithSummary(signedIn.Value.User, figures));
    }
}
