using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Cli;

/// <summary>
/// A verb that is a call of a tool: <c>agw task create</c> is <c>task_create</c>. Its options are the tool's arguments,
/// and its answer is the tool's view, shown to people by <see cref="Show"/>. A verb says only what is different on the
/// command line.
/// </summary>
/// <param name="description">For help: what the verb does, and examples.</param>
internal sealed class ToolVerb<TView>(ToolDeclaration<TView> tool, string name, string description)
{
    /// <summary>Tells a person the answer.</summary>
    public required Action<TView, ParseResult> Show { get; init; }

    /// <summary>The words of the command in their order, and options that differ from the tool's arguments.</summary>
    public IReadOnlyList<VerbArgument> Arguments { get; init; } = [];

    /// <summary>Options that the verb has and the tool has not.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>Gives the call what the command line knows or has by default, or refuses it.</summary>
    public Func<ParseResult, JsonObject, Rejection?>? Complete { get; init; }

    /// <summary>The call to make where an option asks for another one than the tool, with the same answer.</summary>
    public Func<ParseResult, DaemonCall<TView>?>? Instead { get; init; }

    /// <summary>Carries the verb out in another way than by one call; null where one call does it.</summary>
    public Func<VerbContext, ParseResult, JsonObject, Task<int>?>? Otherwise { get; init; }

    /// <summary>The exit code by the answer; done when null.</summary>
    public Func<TView, int>? ExitCode { get; init; }

    /// <exception cref="InvalidOperationException">The verb speaks of an argument that the tool does not
    /// have.</exception>
    public Command Create()
    {
        foreach (var known in Arguments)
            if (tool.Arguments.All(argument => argument.Name != known.Name))
                throw new InvalidOperationException(
                    $"{tool.Name} has no argument \"{known.Name}\", of which agw … {name} speaks.");
        var taken = new List<VerbOption>();
        var names = new Dictionary<string, string>();
        foreach (var position in Arguments.Where(argument => argument.Position is not null))
            Take(tool.Arguments.Single(argument => argument.Name == position.Name), position);
        foreach (var argument in tool.Arguments)
        {
            var known = Arguments.SingleOrDefault(one => one.Name == argument.Name) ?? new VerbArgument(argument.Name);
            if (!known.IsHidden && known.Position is null) Take(argument, known);
        }

        var command = VerbContext.Command(name, description, (context, parsed) => RunAsync(
            context.Naming(names), parsed, taken));
        VerbOption.AddTo(command, taken);
        foreach (var option in Options) command.Add(option);
        return command;

        void Take(ToolArgument argument, VerbArgument known)
        {
            var one = VerbOption.Of(argument, known);
            taken.Add(one);
            names[argument.Name] = one.Symbol.Name;
        }
    }

    private Task<int> RunAsync(VerbContext context, ParseResult parsed, IReadOnlyList<VerbOption> taken)
    {
        var call = new JsonObject();
        foreach (var one in taken)
            if (one.Read(parsed, call) is { } unreadable) return Task.FromResult(context.Refuse(unreadable));
        if (Complete?.Invoke(parsed, call) is { } refused) return Task.FromResult(context.Refuse(refused));
        return Otherwise?.Invoke(context, parsed, call) ?? context.ShowAsync(
            Instead?.Invoke(parsed) ?? DaemonCall.Of(tool), call, view => Show(view, parsed), ExitCode);
    }
}
