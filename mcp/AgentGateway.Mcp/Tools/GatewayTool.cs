using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Views;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// One tool of the gateway: its MCP definition and what it does. The MCP server and the command line call the same table.
/// </summary>
public abstract class GatewayTool
{
    /// <summary>Name, title, description, schemas and annotations as clients see them.</summary>
    public abstract Tool Definition { get; }

    public string Name => Definition.Name;

    /// <summary>Whether its answers can leave a turn or tasks to be waited for: such a call may become a task of its client.</summary>
    public virtual bool Waits => false;

    /// <summary>
    /// Whether its call waits for people for as long as it takes, wherever they are. Its client has often nobody in front of it, so a
    /// dialogue that was declined there says nothing.
    /// </summary>
    public virtual bool OutwaitsDialogue => false;

    /// <summary>Waits until what holds up its call is decided. Only of a tool that outwaits dialogues.</summary>
    public virtual Task OutwaitAsync(string ask, CancellationToken cancellationToken) => throw new NotSupportedException($"{Name} waits for nobody.");

    /// <summary>
    /// Checks the arguments strictly (unknown and ill-typed ones are refused) and does everything that must be durable. What
    /// remains to be waited for is in the answer's <see cref="ToolAnswer.Pending"/> or <see cref="ToolAnswer.PendingTasks"/>.
    /// </summary>
    public abstract Task<ToolAnswer> StartAsync(ToolRequest request, CancellationToken cancellationToken);

    /// <summary>The complete answer: what the call said when it began, and how its turn stands now.</summary>
    /// <param name="begun">The JSON of the answer that <see cref="StartAsync"/> gave.</param>
    public virtual ToolAnswer Finish(string begun, SendView turn) => throw new NotSupportedException($"{Name} waits for nothing.");
}

/// <param name="Arguments">As the client sent them, by name.</param>
public sealed record ToolRequest(Caller Caller, IEnumerable<KeyValuePair<string, JsonElement>> Arguments)
{
    /// <param name="arguments">An object, or undefined when the call has none.</param>
    public ToolRequest(Caller caller, JsonElement arguments)
        : this(caller, arguments.ValueKind == JsonValueKind.Object
            ? arguments.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value))
            : [])
    {
    }

    /// <summary>The approval that this very call has waited for, when it is made again because that has ended.</summary>
    public string? Asked { get; init; }

    /// <summary>Is told in a sentence how a call gets on that takes long by itself; null when nobody asked.</summary>
    public IProgress<string>? Progress { get; init; }
}

/// <param name="Json">The structured content as compact JSON: the result, or the refusal's code, message and hint.</param>
/// <param name="Refused">Whether it is a refusal.</param>
/// <param name="Pending">A turn whose end the caller wants to wait for, or null when the answer is complete.</param>
public sealed record ToolAnswer(string Json, bool Refused = false, PendingTurn? Pending = null)
{
    /// <summary>Tasks that the caller wants to wait for, or null.</summary>
    public PendingTasks? PendingTasks { get; init; }

    /// <summary>The part of the answer that is meant to be looked at, such as a screen, as it is; null where the JSON says it all.</summary>
    public string? Shown { get; init; }

    /// <summary>
    /// What people have to decide or to answer before the call can say more, approvals (apr_…) and questions (qst_…); null: nothing. A
    /// tool that sets it has its caller asked where that is possible, and is called again afterwards.
    /// </summary>
    public IReadOnlyList<string>? Asks { get; init; }

    /// <summary>The answer whose turn is waited for once more when people have decided; null: the call is made again.</summary>
    public ToolAnswer? Begun { get; init; }

    /// <summary>Whether the JSON is given as text alone, for a client whose contract knows no structured content.</summary>
    public bool IsPlainText { get; init; }

    public static ToolAnswer Refuse(Rejection rejection) => new(JsonSerializer.Serialize(rejection, ViewJson.Plain.Rejection), Refused: true);
}

/// <param name="Wait">How long the caller asked to wait.</param>
public sealed record PendingTurn(string TurnId, TimeSpan Wait);

/// <param name="FinishAsync">Waits as long as the caller asked, and answers.</param>
public sealed record PendingTasks(WaitForTasks Waited, Func<CancellationToken, Task<ToolAnswer>> FinishAsync);
