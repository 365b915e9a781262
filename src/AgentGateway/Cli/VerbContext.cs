using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Bridge;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Posix;
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

    private IReadOnlyDictionary<string, string> ArgumentNames { get; init; } = new Dictionary<string, string>();

    /// <summary>The same for a verb that takes arguments of its tool by other names.</summary>
    /// <param name="names">The option or the word of the command line by the name of the argument.</param>
    public VerbContext Naming(IReadOnlyDictionary<string, string> names) =>
        new(parsed, cancellationToken) { ArgumentNames = names };

    /// <summary>
    /// The daemon, which is started where none runs: a person who types a verb wants its answer, and threads and
    /// sessions of earlier days are there to be shown. A verb about the daemon itself starts none. A directory that is
    /// named and is not there was probably misspelt: only <c>serve</c> and <c>start</c> make it.
    /// </summary>
    public async Task<Outcome<ControlClient>> ConnectAsync()
    {
        var connected = await ControlClient.ConnectAsync(Data, cancellationToken);
        if (!MayStart || connected.Rejection is not { Code: "daemon_not_running" }) return connected;
        if (parsed.GetResult(CommonOptions.Data) is { Implicit: false } && !Directory.Exists(Data.Path))
            return new Rejection(
                ExitCodes.NoDirectory,
                $"There is no data directory {Data.Path}.",
                "Look at how it is written; `agw start --data DIR` makes a new one.");
        if (DaemonStarter.Start(Data, () => DaemonStarter.Answers(Data)) is { } problem)
            return new Rejection(problem.Code, problem.Message, problem.Hint);
        return await ControlClient.ConnectAsync(Data, cancellationToken);
    }

    private bool MayStart =>
        parsed.CommandResult.Command.Options.Contains(CommonOptions.NoStart) && !parsed.GetValue(CommonOptions.NoStart);

    /// <summary>A verb's command with the options that every verb has.</summary>
    /// <param name="needsDaemon">Whether a daemon is started where none runs.</param>
    public static Command Command(
        string name,
        string description,
        Func<VerbContext, ParseResult, Task<int>> run,
        bool hasJson = true,
        bool needsDaemon = true)
    {
        var command = new Command(name, description) { CommonOptions.Data };
        if (hasJson)
            foreach (var option in (Option[])[CommonOptions.Json, CommonOptions.Colour, CommonOptions.NoPager])
                command.Add(option);
        if (needsDaemon) command.Add(CommonOptions.NoStart);
        command.SetAction((parsed, token) =>
        {
            if (hasJson) Screen.Style = StyleOf(parsed.GetValue(CommonOptions.Colour));
            return run(new(parsed, token), parsed);
        });
        return command;
    }

    private static OutputStyle StyleOf(string? colour) => OutputStyle.Of(
        colour,
        !Console.IsOutputRedirected,
        Console.IsOutputRedirected ? 0 : TerminalMode.Size().Columns,
        Environment.GetEnvironmentVariable,
        TimeProvider.System.GetUtcNow());

    /// <summary>
    /// Calls the daemon and shows its answer: as JSON where that was asked for, else with <paramref name="show"/>.
    /// </summary>
    /// <returns>The exit code.</returns>
    /// <param name="exitCode">The exit code by the answer; done when null.</param>
    public async Task<int> ShowAsync<TView>(
        DaemonCall<TView> call, JsonObject arguments, Action<TView> show, Func<TView, int>? exitCode = null)
    {
        var connected = await ConnectAsync();
        if (connected.IsRejected(out var rejection)) return Refuse(rejection);
        using var client = connected.Value;
        var named = (JsonObject)arguments.DeepClone();
        if (await new References(client, cancellationToken).ResolveAsync(call.Name, named) is { } unclear)
            return Refuse(unclear);
        var answer = await ConfirmedAsync(
            client,
            () => new Waiting().WhileAsync(
                client.CallAsync(call.Name, (JsonObject)named.DeepClone(), null, cancellationToken)));
        if (answer.IsRejected(out rejection)) return Refuse(rejection);
        if (IsJson) Screen.Line(answer.Value);
        var view = IsJson && exitCode is null ? default : JsonSerializer.Deserialize(answer.Value, call.Result);
        if (!IsJson) Page(() => show(view!));
        return exitCode?.Invoke(view!) ?? ExitCodes.Done;
    }

    /// <summary>Calls the daemon.</summary>
    /// <param name="progress">Is handed the pieces before the answer; null when they are not wanted.</param>
    public async Task<Outcome<DaemonAnswer<TView>>> CallAsync<TView>(
        DaemonCall<TView> call, JsonObject arguments, Func<JsonElement, Task>? progress = null)
    {
        var connected = await ConnectAsync();
        if (connected.IsRejected(out var unreachable)) return unreachable;
        using var client = connected.Value;
        var named = (JsonObject)arguments.DeepClone();
        if (await new References(client, cancellationToken).ResolveAsync(call.Name, named) is { } unclear)
            return unclear;
        return await ConfirmedAsync(client, () =>
        {
            var waiting = new Waiting();
            Func<JsonElement, Task>? shown = progress is null ? null : piece =>
            {
                waiting.End();
                return progress(piece);
            };
            return waiting.WhileAsync(client.CallAsync(call, (JsonObject)named.DeepClone(), shown, cancellationToken));
        });
    }

    /// <summary>Shows output, in the pager where it is long.</summary>
    public void Page(Action write) =>
        Pager.Show(write, Screen.Style, isWanted: !parsed.GetValue(CommonOptions.NoPager));

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
    public int Refuse(Rejection rejection) => CommandLine.Refuse(
        new ArgumentWords(parsed.CommandResult.Command, ArgumentNames).ForPerson(rejection), IsJson);
}
