using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace Finance.LocalRuntime.Hosting;

/// <summary>The route of one HTTP function.</summary>
internal sealed class HttpRoute
{
    private const string ReservedPrefix = "admin";

    private readonly TemplateMatcher _matcher;
    private readonly (string Name, IRouteConstraint Constraint)[] _constraints;
    private readonly HashSet<string>? _methods;

    /// <exception cref="InvalidOperationException">The route is one of the host's own, or is not a route template.</exception>
    public HttpRoute(LoadedFunction function, string routePrefix, IInlineConstraintResolver resolver)
    {
        Function = function;
        var trigger = (HttpTriggerAttribute)function.Trigger;
        var route = (trigger.Route ?? function.Name).Trim('/');
        if (route.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"The '{function.Name}' function is in error: The specified route conflicts with one or more built in routes.");
        }

        var template = Parse(function.Name, routePrefix.Length == 0 ? route : $"{routePrefix}/{route}");
        Template = template.TemplateText ?? "";
        Precedence = RoutePrecedence.ComputeInbound(template);
        _matcher = new TemplateMatcher(template, Defaults(template));
        _constraints = [.. Constraints(template, resolver)];
        _methods = trigger.Methods is { Length: > 0 } methods ? new(methods, StringComparer.OrdinalIgnoreCase) : null;
    }

    public LoadedFunction Function { get; }

    public string Template { get; }

    public decimal Precedence { get; }

    public static IEnumerable<string> ParameterNames(string route)
        => TemplateParser.Parse(route.Trim('/')).Parameters.Select(parameter => parameter.Name!);

    public bool TakesMethod(string method) => _methods is null || _methods.Contains(method);

    public bool SharesMethodWith(HttpRoute other) => _methods is null || other._methods is null || _methods.Overlaps(other._methods);

    public bool TryMatch(HttpContext http, RouteValueDictionary values)
    {
        if (!_matcher.TryMatch(http.Request.Path, values))
            return false;
        foreach (var (name, constraint) in _constraints)
        {
            // An absent optional parameter has nothing to check.
            if (values[name] is not null && !constraint.Match(http, route: null, name, values, RouteDirection.IncomingRequest))
                return false;
        }

        return true;
    }

    private static RouteTemplate Parse(string functionName, string text)
    {
        try
        {
            return TemplateParser.Parse(text);
        }
        catch (ArgumentException error)
        {
            throw new InvalidOperationException($"Function '{functionName}': '{text}' is not a route: {error.Message}", error);
        }
    }

    private static RouteValueDictionary Defaults(RouteTemplate template)
    {
        var defaults = new RouteValueDictionary();
        foreach (var parameter in template.Parameters)
        {
            if (parameter.DefaultValue is not null)
                defaults[parameter.Name!] = parameter.DefaultValue;
        }

        return defaults;
    }

    private static IEnumerable<(string Name, IRouteConstraint Constraint)> Constraints(
        RouteTemplate template, IInlineConstraintResolver resolver)
        => from parameter in template.Parameters
           from inline in parameter.InlineConstraints
           select (parameter.Name!, resolver.ResolveConstraint(inline.Constraint)
               ?? throw new InvalidOperationException($"'{inline.Constraint}' in '{template.TemplateText}' is not a route constraint."));
}
