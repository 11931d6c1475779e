using System.Globalization;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// When a timer is due, in UTC: NCRONTAB of six fields, or five without seconds, or a constant interval
/// (https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions).
/// </summary>
internal sealed class TimerSchedule
{
    private const int FieldsWithSeconds = 6;
    private const int OccurrencesLookedAt = 10;

    private readonly CrontabSchedule? _crontab;
    private readonly TimeSpan _interval;

    private TimerSchedule(CrontabSchedule? crontab, TimeSpan interval)
    {
        _crontab = crontab;
        _interval = interval;
    }

    /// <summary>The real host makes up for missed runs only where they are a minute apart or more.</summary>
    public bool CanBeMonitored
    {
        get
        {
            if (_crontab is null)
                return _interval >= TimeSpan.FromMinutes(1);
            var at = DateTime.UnixEpoch;
            for (var i = 0; i < OccurrencesLookedAt; i++)
            {
                var next = Next(at);
                if (i > 0 && next - at < TimeSpan.FromMinutes(1))
                    return false;
                at = next;
            }

            return true;
        }
    }

    /// <exception cref="FormatException">The setting is missing, or the schedule cannot be read.</exception>
    public static TimerSchedule Parse(string text, IConfiguration configuration)
    {
        var schedule = AppSettingNames.Resolve(text, configuration);
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields == FieldsWithSeconds };
        if (fields > 1)
        {
            return CrontabSchedule.TryParse(schedule, options) is { } crontab
                ? new TimerSchedule(crontab, default)
                : throw new FormatException($"'{schedule}' is not a schedule.");
        }

        return TimeSpan.TryParse(schedule, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new TimerSchedule(null, interval)
            : throw new FormatException($"'{schedule}' is not a schedule.");
    }

    /// <summary>The first occurrence after <paramref name="after"/>.</summary>
    public DateTime Next(DateTime after)
        => _crontab is null ? after + _interval : DateTime.SpecifyKind(_crontab.GetNextOccurrence(after), DateTimeKind.Utc);
}
