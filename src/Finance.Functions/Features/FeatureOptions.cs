using Microsoft.Extensions.Configuration;

namespace Finance.Functions.Features;

/// <summary>What a deployment can go without.</summary>
public enum Feature
{
    /// <summary>Grants, and acting on shared ledgers.</summary>
    Sharing,

    /// <summary>Money sent from one user to another.</summary>
    UserTransfers,

    /// <summary>Server-sent events.</summary>
    LiveEvents,

    /// <summary>Addresses that are told what their users are told.</summary>
    Webhooks,

    /// <summary>Files on transactions.</summary>
    Receipts,
}

/// <summary>Says which feature a function, or all functions of a class, belong to.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class PartOfAttribute(Feature feature) : Attribute
{
    public Feature Feature => feature;
}

/// <summary>Which features are on: <c>Features:&lt;name&gt;</c>, all of them unless it says false.</summary>
public sealed class FeatureOptions
{
    internal const string Section = "Features";

    private readonly IReadOnlyDictionary<Feature, bool> _all;

    private FeatureOptions(IReadOnlyDictionary<Feature, bool> all) => _all = all;

    /// <summary>Every feature, on or off.</summary>
    public IReadOnlyDictionary<Feature, bool> All => _all;

    public bool IsOn(Feature feature) => _all[feature];

    /// <exception cref="InvalidOperationException">A name is no feature's, or a value is neither true nor false.</exception>
    internal static FeatureOptions Read(IConfiguration configuration)
    {
        var all = Enum.GetValues<Feature>().ToDictionary(feature => feature, _ => true);
        foreach (var setting in configuration.GetSection(Section).GetChildren())
        {
            // A number would pass for the feature in that place.
            if (setting.Key.Any(char.IsDigit) || !Enum.TryParse<Feature>(setting.Key, ignoreCase: true, out var feature))
            {
                throw new InvalidOperationException(
                    $"{Section}__{setting.Key} is no feature. There are {string.Join(", ", Enum.GetNames<Feature>())}.");
            }

            all[feature] = bool.TryParse(setting.Value, out var isOn)
                ? isOn
                : throw new InvalidOperationException($"{Section}__{setting.Key} must be true or false.");
        }

        return new FeatureOptions(all);
    }
}
