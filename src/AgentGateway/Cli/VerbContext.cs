using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Cli;

/// <summary>The options that every verb has, the daemon, and the ways to tell an answer or a refusal.</summary>
internal sealed class VerbContext(ParseResult parsed, CancellationToken cancellationToken)
{
    public DataDirectory Data { get; } = DataDirectory.Resolve(parsed.GetValue(CommonOptions.Data));

    public bool IsJson { get; } =
        parsed.GetResult(CommonOptions.Json) is not null && parsed.GetValue(CommonOptions.Json);

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>A verb's command with the options that every verb has.</summary>
    public static Command Command(
        string name, string description, Func<VerbContext, ParseResult, Task<int>> run, bool hasJson = true)
    {
        var command = new Command(name, description) { CommonOptions.Data };
        if (hasJson) command.Add(CommonOptions.Json);
        command.SetAction((parsed, token) => run(new(parsed, token), parsed));
        return command;
    }

    /// <summary>
    /// Calls the daemon and shows its answer: as JSON where that was asked for, else with <paramref name="show"/>.
    /// </summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ShowAsync<TView>(DaemonCall<TView> call, JsonObject arguments, Action<TView> show)
    {
        var connected = await ControlClient.ConnectAsync(Data, cancellationToken);
        if (connected.IsRejected(out var rejection)) return Refuse(rejection);
        using var client = connected.Value;
        var answer = await ConfirmedAsync(
            client, () => client.CallAsync(call.Name, (JsonObject)arguments.DeepClone(), null, cancellationToken));
        if (answer.IsRejected(out rejection)) return Refuse(rejection);
        if (IsJson) Screen.Line(answer.Value);
        else show(JsonSerializer.Deserialize(answer.Value, call.Result)!);
        return ExitCodes.Done;
    }

    /// <summary>Calls the daemon.</summary>
    /// <param name="progress">Is handed the pieces before the answer; null when they are not wanted.</param>
    public async Task<Outcome<DaemonAnswer<TView>>> CallAsync<TView>(
        DaemonCall<TView> call, JsonObject arguments, Func<JsonElement, Task>? progress = null)
    {
        var connected = await ControlClient.ConnectAsync(Data, cancellationToken);
        if (connected.IsRejected(out var unreachable)) return unreachable;
        using var client = connected.Value;
        return await ConfirmedAsync(
            client,
            () => client.CallAsync(call, (JsonObject)arguments.DeepClone(), progress, cancellationToken));
    }

    /// <summary>Calls a tool.</summary>
    public Task<Outcome<DaemonAnswer<TView>>> CallAsync<TView>(
        ToolDeclaration<TView> tool, JsonObject arguments, Func<JsonElement, Task>? progress = null) =>
        CallAsync(DaemonCall.Of(tool), arguments, progress);

    /// <summary>Makes a call, and once more where the person had to give the passphrase first.</summary>
    private async Task<Outcome<T>> ConfirmedAsync<T>(ControlClient client, Func<Task<Outcome<T>>> call)
    {
        var answer = await call();
        if (!answer.IsRejected(out var refused) || !PassphrasePrompt.IsWantedBy(refused)) return answer;
        return await PassphrasePrompt.ConfirmAsync(client, cancellationToken) is { } unconfirmed
            ? unconfirmed
            : await call();
    }

    /// <summary>Reads the database itself, which may be refused.</summary>
    public async Task<int> ReadFileAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (JournalUnavailableException unavailable)
        {
            return Refuse(unavailable.Reason);
        }
    }

    /// <summary>Tells a refusal.</summary>
    /// <returns>The exit code.</returns>
    public int Refuse(Rejection rejection) => CommandLine.Refuse(rejection, IsJson);
}
