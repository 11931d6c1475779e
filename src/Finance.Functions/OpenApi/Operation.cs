using System.Reflection;
using Finance.Functions.Http.Reading;
using Finance.Functions.Middleware;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.OpenApi;

/// <summary>An HTTP function, and what calling it asks for and answers.</summary>
/// <param name="Verb">In capital letters.</param>
/// <param name="Path">With its parameters: <c>/api/accounts/{id}</c>.</param>
internal sealed record Operation(string Name, string Verb, string Path, MethodInfo Method)
{
    public IReadOnlyList<DescribedField> Query { get; init; } = [];

    public IReadOnlyList<DescribedField> Body { get; init; } = [];

    public IReadOnlyList<OperationAnswer> Answers { get; init; } = [];

    /// <summary>It commits to a ledger: <c>If-Match</c> and <c>Idempotency-Key</c> count.</summary>
    public bool IsChange { get; init; }

    public bool IsOpen => Method.IsDefined(typeof(OpenToAnyoneAttribute));

    /// <summary>Media types of a body that is no JSON object; empty for one that is.</summary>
    public IReadOnlyList<string> TakesFile => Method.GetCustomAttribute<TakesFileAttribute>()?.MediaTypes ?? [];

    /// <summary>Whether what it answers is known by an <c>ETag</c>.</summary>
    public bool AnswersWithETag =>
        Verb == "GET" && (Answers.Count > 0 || Method.GetCustomAttribute<AnswersFileAttribute>()?.HasETag == true);

    public IReadOnlyList<string> AnswersFile => Method.GetCustomAttribute<AnswersFileAttribute>()?.MediaTypes ?? [];

    /// <summary>The names in the path.</summary>
    public IEnumerable<string> Parameters => Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));

    /// <summary>A JSON object may come with it.</summary>
    public bool TakesJson => TakesFile.Count == 0 && !IsOpen && (Verb is "POST" or "PUT" || Body.Count > 0);

    public override string ToString() => $"{Verb} {Path}";

    /// <summary>Every HTTP function that an assembly declares, by path and verb; none is described yet.</summary>
    internal static IReadOnlyList<Operation> Find(Assembly assembly) =>
    [
        .. from type in assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           let operation = new Operation(function.Name, trigger.Methods!.Single().ToUpperInvariant(), $"/api/{trigger.Route}", method)
           orderby operation.Path, operation.Verb
           select operation,
    ];
}

/// <param name="Json">The type that is written as JSON.</param>
internal sealed record OperationAnswer(int Status, Type Json);
