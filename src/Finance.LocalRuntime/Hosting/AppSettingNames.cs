using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Finance.LocalRuntime.Hosting;

/// <summary>Puts settings where a trigger names them between percent signs.</summary>
internal static partial class AppSettingNames
{
    /// <exception cref="FormatException">A setting is missing.</exception>
    public static string Resolve(string text, IConfiguration configuration)
        => Name().Replace(text, match =>
        {
            var name = match.Groups[1].Value;
            return configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value
                ? value
                : throw new FormatException($"The setting '{name}' is missing.");
        });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}
