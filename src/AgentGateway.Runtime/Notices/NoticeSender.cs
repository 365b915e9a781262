using System.Collections.Concurrent;
using System.ComponentModel;
using System.Net;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Terminal.Sandbox;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Notices;

/// <summary>
/// Sends notices with a program, to an address and to the desktop, as the settings say. Each way has a time limit, and
/// no shell reads a notice.
/// </summary>
internal sealed partial class NoticeSender : INoticeSender, IDisposable
{
    public const string DesktopProgram = "notify-send";

    private const int ErrorLinesMax = 5;
    private const int ErrorCharactersMax = 300;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The variables by which a program reaches the person's desktop.</summary>
    private static readonly string[] DesktopVariables =
        ["DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"];

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Limit,
    });

    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.Ordinal);
    private readonly NoticeOptions _options;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public NoticeSender(NoticeOptions options, GatewayHome home, TimeProvider time, ILogger<NoticeSender> log) =>
        (_options, _environment, _time, _log) = (options, home.Environment, time, log);

    /// <summary>Why a way failed when it was last used, by the name of its setting.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    public Task SendAsync(Notice notice, CancellationToken cancellationToken) => Task.WhenAll(
        _options.Command is [var program, ..] command
            ? TryAsync(
                "Notify:Command", stop => RunAsync(program, [.. command.Skip(1)], notice, stop), cancellationToken)
            : Task.CompletedTask,
        _options.Url is { Length: > 0 } url
            ? TryAsync("Notify:Url", stop => PostAsync(url, notice, stop), cancellationToken)
            : Task.CompletedTask,
        _options.Desktop
            ? TryAsync(
                "Notify:Desktop",
                stop => RunAsync(DesktopProgram, ["--app-name=agw", "--"], notice, stop),
                cancellationToken)
            : Task.CompletedTask);

    public void Dispose() => _http.Dispose();

    /// <summary>The address, where it can be posted to.</summary>
    public static Uri? Address(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : null;

    /// <param name="send">Completes with the reason of a failure, or null.</param>
    private async Task TryAsync(
        string setting, Func<CancellationToken, Task<string?>> send, CancellationToken cancellationToken)
    {
        string? failure;
        try
        {
            failure = await send(cancellationToken);
        }
        catch (Exception thrown) when (!cancellationToken.IsCancellationRequested)
        {
            failure = thrown.Message;
        }

        if (failure is null)
        {
            _failures.TryRemove(setting, out _);
            return;
        }

        _failures[setting] = failure;
        LogNotSent(_log, setting, failure);
    }

    private async Task<string?> RunAsync(
        string program, IReadOnlyList<string> arguments, Notice notice, CancellationToken cancellationToken)
    {
        var given = new Dictionary<string, string>
        {
            ["AGW_NOTICE_TITLE"] = notice.Title, ["AGW_NOTICE_TEXT"] = notice.Text,
        };
        var environment = SessionEnvironment.Build(
            _environment, DesktopVariables, given, new Dictionary<string, string>());
        var printed = new OutputTail(ErrorLinesMax, ErrorCharactersMax, _time);
        try
        {
            var end = await ProgramRun.RunAsync(
                new(
                    program, [.. arguments, notice.Title, notice.Text], "/", new Dictionary<string, string>(
                        environment.Variables), Limit, printed, printed),
                _time,
                cancellationToken);
            return end.IsLate ? $"{program} took longer than {Limit.TotalSeconds:0} seconds."
                : end.ExitCode == 0 ? null
                : $"{program} ended with code {end.ExitCode}. {printed.Text()}".TrimEnd();
        }
        catch (Win32Exception failure)
        {
            return $"{program} could not be started: {failure.Message}";
        }
    }

    private async Task<string?> PostAsync(string url, Notice notice, CancellationToken cancellationToken)
    {
        if (Address(url) is not { } address) return "It is no address that begins with https:// or http://.";
        using var limit = new CancellationTokenSource(Limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(notice.Text);
        request.Headers.TryAddWithoutValidation("User-Agent", "AgentGateway");
        request.Headers.TryAddWithoutValidation("Title", notice.Title);
        try
        {
            using var response = await _http.SendAsync(request, both.Token);
            return response.IsSuccessStatusCode
                ? null
                : $"{address.Host} answered {(int)response.StatusCode} {(HttpStatusCode)response.StatusCode}.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{address.Host} did not answer within {Limit.TotalSeconds:0} seconds.";
        }
    }

    [LoggerMessage(LogLevel.Warning, "A notice was not sent, {Setting}: {Reason}")]
    private static partial void LogNotSent(ILogger log, string setting, string reason);
}
