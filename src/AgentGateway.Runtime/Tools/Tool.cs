using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tools;

/// <summary>A tool with what it is made from: its declaration, what a call of it touches, and what it does.</summary>
public abstract class Tool(ToolDeclaration declaration)
{
    /// <summary>
    /// The tool's declaration, which is known before it is called. Each tool has it as its static <c>Declaration</c> as
    /// well.
    /// </summary>
    public ToolDeclaration Declared => declaration;

    public string Name => declaration.Name;

    /// <summary>
    /// Whether its call waits until a person decides on any front end, however long that takes. Often no person
    /// sits at the calling client, so a dialogue that the client declines does not count as a decision.
    /// </summary>
    public virtual bool OutlastsDialogue => false;

    /// <summary>
    /// Checks the arguments strictly: an unknown or ill-typed argument refuses the call. Called before the gate, so
    /// that no person is asked about a call that could not be made.
    /// </summary>
    public virtual Outcome<CallArguments> Read(ToolRequest request) =>
        CallArguments.Read(declaration, request.Arguments);

    /// <summary>
    /// What the call touches, from its arguments and the workspace it would run in: the gate finds out the rest. A tool
    /// that touches nothing but the gateway's own records answers <see cref="CallFacts.None"/>.
    /// </summary>
    public abstract CallFacts Touches(ToolRequest request, CallArguments arguments);

    /// <summary>
    /// The same when the call is about to be made, with what takes time to find out, such as a commit of a repository.
    /// </summary>
    public virtual ValueTask<CallFacts> TouchesAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        new(Touches(request, arguments));

    /// <summary>
    /// Why such a call could not be made, whatever a person decided. It is asked before a person is, changes nothing, and
    /// leaves out what may be otherwise by the time of the decision, such as a queue that is full. Null where nothing is
    /// known against the call, which may still be refused when it is made.
    /// </summary>
    public virtual ValueTask<Rejection?> RefuseAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) => default;

    /// <summary>
    /// Does everything that must be durable. If the caller has to wait for the rest, the wait is the answer's
    /// <see cref="ToolAnswer.Pending"/>. Bad arguments and failures are answers, not exceptions.
    /// </summary>
    public abstract Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken);

    /// <summary>
    /// The same with the waiting, for a turn or a task. Whether the call may run was decided before.
    /// </summary>
    public async Task<ToolAnswer> RunToEndAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var answer = await RunAsync(request, arguments, cancellationToken);
        return answer.Pending is { } pending ? await pending.FinishAsync(null, cancellationToken) : answer;
    }

    /// <summary>Waits until a request to people is settled. Only of a tool that outlasts dialogues.</summary>
    public virtual Task OutlastAsync(PersonRequestId request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{Name} does not wait.");

    /// <summary>
    /// The answer that <see cref="RunAsync"/> gave, open again: for a call that goes on after its client was asked
    /// something.
    /// </summary>
    public virtual ToolAnswer Resume(string begun, TurnId turn, TimeSpan wait) =>
        throw new NotSupportedException($"{Name} waits for no turn.");

    /// <summary>
    /// The complete answer of a call whose turn was waited for by a durable handle, perhaps after a restart.
    /// </summary>
    /// <param name="begun">The JSON of the answer that <see cref="RunAsync"/> gave.</param>
    /// <param name="turn">How its turn stands now.</param>
    public virtual ToolAnswer Finish(string begun, SendView turn) =>
        throw new NotSupportedException($"{Name} waits for no turn.");

    /// <summary>
    /// The refusal as this tool answers: as JSON beside a view, as a sentence where the answer is text.
    /// </summary>
    public ToolAnswer Refuse(Rejection rejection) =>
        declaration.OutputSchema is null ? ToolAnswer.OfText(rejection) : ToolAnswer.Refuse(rejection);
}

/// <summary>A tool that answers with a view.</summary>
public abstract class Tool<TView>(ToolDeclaration<TView> declaration) : Tool(declaration)
{
    private readonly Func<JsonTypeInfo<TView>> _result = declaration.Result;

    /// <summary>The complete answer.</summary>
    protected ToolAnswer Answer(Outcome<TView> outcome) =>
        outcome.IsRejected(out var rejection) ? ToolAnswer.Refuse(rejection) : Answer(outcome.Value);

    protected ToolAnswer Answer(TView answer) => new(JsonSerializer.Serialize(answer, _result()));

    /// <summary>What <see cref="Answer(TView)"/> wrote.</summary>
    protected TView Begun(string json) => JsonSerializer.Deserialize(json, _result())
        ?? throw new JsonException($"{Name} began with an answer that is not its own.");
}
