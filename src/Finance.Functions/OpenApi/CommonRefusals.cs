using System.Reflection;
using Finance.Core;

namespace Finance.Functions.OpenApi;

/// <summary>The codes with which an operation may refuse because of how it is called; its own are declared on it.</summary>
internal static class CommonRefusals
{
    private static readonly string[] Any =
    [
        "internal_error", "storage_unavailable", "timed_out", "rate_limited", "payload_too_large", "ledger_too_new",
    ];

    private static readonly string[] Closed =
    [
        "unauthenticated", "invalid_token", "token_revoked", "second_factor_required", "insufficient_scope", "not_shared", "not_found",
        "not_registered", "validation_failed", "ledger_erasing", "ledger_restoring", "suspended",

        // Any of these routes may be called on a shared ledger, where sharing is switched off.
        "feature_disabled",
    ];

    private static readonly string[] WithJson = ["malformed_body", "unsupported_media_type"];
    private static readonly string[] Changing = ["conflict", "ledger_full", "precondition_failed"];

    /// <returns>Definitions by status, then in the order of the catalogue.</returns>
    /// <exception cref="InvalidOperationException">A code is declared that no error has.</exception>
    internal static IReadOnlyList<ErrorDefinition> Of(Operation operation)
    {
        var codes = new HashSet<string>(Any, StringComparer.Ordinal);
        void AddIf(bool holds, params IEnumerable<string> some) => codes.UnionWith(holds ? some : []);

        AddIf(!operation.IsOpen, Closed);
        AddIf(operation.TakesJson, WithJson);
        AddIf(operation.Query.Any(field => field.Name == "cursor"), "invalid_cursor");
        AddIf(operation.Query.Any(field => field.Name == "since"), "since_too_old");
        AddIf(operation.IsChange, Changing);
        AddIf(!operation.IsOpen && operation.Verb != "GET", "outside_grant", "read_only_grant");
        AddIf(operation.IsChange && operation.Verb == "POST", "idempotency_key_reused");
        AddIf(true, Declared(operation.Method));
        AddIf(true, Declared(operation.Method.DeclaringType!));
        return [.. codes.Select(code => Find(operation, code)).OrderBy(definition => definition.Code, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> Declared(MemberInfo member) => member.GetCustomAttribute<RefusesAttribute>()?.Codes ?? [];

    private static ErrorDefinition Find(Operation operation, string code) =>
        Errors.Catalogue.FirstOrDefault(definition => definition.Code == code)
        ?? throw new InvalidOperationException($"{operation.Name} refuses with '{code}', which is no code of Errors.");
}
