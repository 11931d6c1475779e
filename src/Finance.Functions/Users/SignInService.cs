using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Core.Reports;
using Finance.Core.Users;

namespace Finance.Functions.Users;

/// <summary>A user who signed in, with where their money stands this month.</summary>
public sealed record SignedInWithSummary(User User, FinancialSummary Summary);

/// <summary>Signing in and out, where it takes more than the profile.</summary>
public sealed class SignInService(UserService users, ReportService reports, TimeProvider clock)
{
    /// <summary>The profile and the current month's figures in one answer.</summary>
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

    /// <summary>
    /// Signs out, and answers once the second is over: tokens tell the second they were issued in and no more, so that one that is fetched after
    /// the answer can be told from those that no longer work.
    /// </summary>
    public async Task<Result<SignedOut>> SignOutAsync(Change change, CancellationToken cancellationToken)
    {
        var signedOut = await users.SignOutAsync(change, cancellationToken);
        if (signedOut.IsOk)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1000 - clock.GetUtcNow().Millisecond), clock, cancellationToken);
        }

        return signedOut;
    }
}
