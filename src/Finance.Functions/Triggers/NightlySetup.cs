using Finance.Core.Nightly;
using Finance.Core.Receipts;
using Finance.Core.Recurring;
using Finance.Core.Retention;
using Finance.Core.Transfers;
using Finance.Core.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.Functions.Triggers;

internal static class NightlySetup
{
    /// <summary>Adds the nightly run with all that it does.</summary>
    internal static IServiceCollection AddNightly(this IServiceCollection services) => services
        .AddSingleton<INightlyChore, RecurringChore>()
        .AddSingleton<INightlyChore, TransferChore>()
        .AddSingleton<INightlyChore, ReceiptChore>()
        .AddSingleton<INightlyChore, RetentionChore>()
        .AddSingleton<INightlyChore, ErasureChore>()
        .AddSingleton<INightlyObserver, NightlyLog>()
        .AddSingleton<NightlyRun>();
}
