using System.Reflection;
using System.Runtime.CompilerServices;
using Finance.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.OpenApi;

/// <summary>Finds out what a function asks for and answers, by calling it with a call that is not made.</summary>
internal static class OperationReader
{
    /// <exception cref="InvalidOperationException">The function does not say enough; the message tells what to write where.</exception>
    internal static Operation Describe(Operation operation)
    {
        var declared = operation.Method.GetCustomAttributes<AnswersAttribute>()
            .Select(answer => new OperationAnswer(answer.Status, answer.Json)).ToList();
        if (operation.IsOpen)
        {
            return Checked(operation with { Answers = declared });
        }

        var call = Run(operation);
        return Checked(operation with
        {
            Query = call.Query,
            Body = call.Body,
            Answers = [.. call.Answer is { } answer && !declared.Contains(answer) ? declared.Prepend(answer) : declared],
            IsChange = call.IsChange,
        });
    }

    private static DescribedCall Run(Operation operation)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = operation.Verb;
        var call = new DescribedCall(request);
        request.HttpContext.Items[typeof(ApiCall)] = call;

        var instance = operation.Method.IsStatic ? null : Hollow(operation.Method.DeclaringType!);
        var arguments = operation.Method.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var type when type == typeof(HttpRequest) => request,
            var type when type == typeof(string) => parameter.Name,
            var type when type.IsValueType => Activator.CreateInstance(type),
            _ => null,
        });
        try
        {
            _ = operation.Method.Invoke(instance, [.. arguments]) is Task<IResult> task ? task.GetAwaiter().GetResult() : null;
        }
        catch (Exception trouble) when (trouble is TargetInvocationException or NullReferenceException)
        {
            throw new InvalidOperationException(
                $"{operation.Name} cannot be described: it must begin with ApiCall.Of(request) and what reads (ReadQuery at least).",
                trouble);
        }

        return call.IsDescribed
            ? call
            : throw new InvalidOperationException(
                $"{operation.Name} cannot be described: it reads nothing by ApiCall. Begin with ReadQuery, AnswerAsync or ChangeAsync.");
    }

    // Its services are empty shells: they can be named, and none is called before the input is read.
    private static object Hollow(Type type)
    {
        var constructor = type.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(service => service.ParameterType).Select(
            service => service.IsAbstract ? null : RuntimeHelpers.GetUninitializedObject(service))]);
    }

    private static Operation Checked(Operation operation) => operation.Answers.Count > 0 || operation.AnswersFile.Count > 0
        ? operation
        : throw new InvalidOperationException(
            $"{operation.Name} does not say what it answers: put [Answers<TJson>(status)] or [AnswersFile(\"media/type\")] on it.");
}
