using System.Collections.Concurrent;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Testing;

/// <summary>
/// Makes tools that the gate takes for tools that execute something, and records each run.
/// </summary>
public sealed class CountedTool
{
    public ConcurrentQueue<string> Runs { get; } = new();

    /// <summary>What a run does before it answers.</summary>
    public Func<CancellationToken, Task> Doing { get; set; } = _ => Task.CompletedTask;

    /// <param name="touches">The facts of a call, from its arguments by name; null: the command in its argv.</param>
    public Tool Tool(
        string name = "execute",
        RiskClass risk = RiskClass.R2,
        bool repeatable = false,
        Func<IReadOnlyDictionary<string, JsonElement>, CallFacts>? touches = null) => new Counted(
        new()
        {
            Name = name,
            Title = name,
            Description = "Executes.",
            Toolset = "test",
            Audience = ToolAudience.Agents,
            Conduct = ToolConduct.Adds,
            Risk = risk,
            Arguments = [],
            IsRepeatable = repeatable,
            Schema = JsonElement.Parse("""{"type":"object"}"""),
        },
        this,
        touches);

    private sealed class Counted(
        SchemaToolDeclaration declaration,
        CountedTool counter,
        Func<IReadOnlyDictionary<string, JsonElement>, CallFacts>? touches)
        : Tool(declaration)
    {
        public override Outcome<CallArguments> Read(ToolRequest request) => CallArguments.None;

        public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
            touches is not null ? touches(request.Arguments.ToDictionary())
            : request.Arguments.Any(argument => argument.Key == "argv")
                ? new CallFacts
                {
                    Argv =
                    [
                        .. request.Arguments.Last(argument => argument.Key == "argv").Value.EnumerateArray()
                            .Select(word => word.GetString()!),
                    ],
                }
                : CallFacts.None;

        public override async Task<ToolAnswer> RunAsync(
            ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
        {
            counter.Runs.Enqueue(request.Key!);
            await counter.Doing(cancellationToken);
            var given = request.Arguments.Select(argument => $"\"{argument.Key}\":{argument.Value.GetRawText()}");
            return ToolAnswer.OfText($"ran {{{string.Join(',', given)}}}");
        }
    }
}
