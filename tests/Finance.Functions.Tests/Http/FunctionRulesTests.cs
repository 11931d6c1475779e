using System.Reflection;
using Finance.Functions.Http;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Tests.Http;

/// <summary>What every HTTP function of the app must be; the host would not say when one is not.</summary>
public sealed class FunctionRulesTests
{
    /// <summary>All that may be called without a token.</summary>
    private static readonly string[] Open = ["ErrorPage", "Health", "HealthLive", "OpenApiDocument", "OpenApiPage"];

    private static readonly IReadOnlyList<(string Name, MethodInfo Method, HttpTriggerAttribute Trigger)> Functions =
    [
        .. from type in typeof(ApiCall).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           select (function.Name, method, trigger),
    ];

    [Fact]
    public void Functions_Return_AResult() => Assert.All(Functions, function => Assert.True(
        function.Method.ReturnType == typeof(Task<IResult>) || function.Method.ReturnType == typeof(IResult),
        $"{function.Name} returns {function.Method.ReturnType}: the host answers anything but IResult with an empty 200."));

    [Fact]
    public void Functions_Open_AreThoseThatMayBe() => Assert.Equal(
        Open,
        Functions.Where(function => function.Method.IsDefined(typeof(OpenToAnyoneAttribute)))
            .Select(function => function.Name)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Functions_Route_IsExplicitAndNotTheHosts() => Assert.All(Functions, function =>
    {
        Assert.NotNull(function.Trigger.Route);
        Assert.All([function.Trigger.Route!, function.Name], name => Assert.False(
            name.StartsWith("admin", StringComparison.OrdinalIgnoreCase),
            $"{function.Name}: the host keeps routes and names that begin with admin."));
    });

    [Fact]
    public void Functions_Method_IsOneAndItsKeysAreNotTheHosts() => Assert.All(Functions, function =>
    {
        Assert.True(function.Trigger.Methods?.Length == 1, $"{function.Name} answers several methods; one function does one thing.");
        Assert.True(
            function.Trigger.AuthLevel == AuthorizationLevel.Anonymous,
            $"{function.Name}: tokens are checked by our middleware, not keys by the host.");
    });

    [Fact]
    public void Functions_Bodies_AreReadByOurReader() => Assert.All(
        Functions.SelectMany(function => function.Method.GetParameters(), (function, parameter) => (function.Name, Parameter: parameter)),
        pair => Assert.True(
            pair.Parameter.ParameterType == typeof(HttpRequest)
            || pair.Parameter.ParameterType == typeof(string)
            || pair.Parameter.ParameterType == typeof(FunctionContext)
            || pair.Parameter.ParameterType == typeof(CancellationToken),
            $"{pair.Name} binds {pair.Parameter.Name}; what the worker binds by itself fails as an empty 500."));
}
