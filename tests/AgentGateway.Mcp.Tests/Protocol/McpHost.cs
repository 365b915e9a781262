using System.Net;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Policy;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Resources;
using AgentGateway.Mcp.Tests.Approvals;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>
/// The MCP server before a gateway of its own, on a free port of the loopback interface. A header names the caller, so
/// that a test can be several principals.
/// </summary>
internal sealed class McpHost : IAsyncDisposable
{
    public const string PrincipalHeader = "X-Principal";

    /// <summary>The agent that the caller is bound to.</summary>
    public const string AgentHeader = "X-Agent";

    /// <summary>The directory that the caller works in.</summary>
    public const string WorkspaceHeader = "X-Workspace";

    private static readonly AgentDefinition[] Agents =
    [
        new(new("svarog"), "Svarog", ["main"], HeldDriver.DriverName),
        new(new("mokosh"), "Mokosh", [], AskingDriver.DriverName),
    ];

    private readonly WebApplication _app;
    private int _openHttpRequests;

    private McpHost(
        WebApplication app, McpFrontEnd frontEnd, Gateway gateway, HeldDriver driver, TestChanges changes,
            LogRecorder log)
    {
        (_app, FrontEnd, Gateway, Driver, Changes, Log) = (app, frontEnd, gateway, driver, changes, log);
        Url = new Uri(new Uri(app.Urls.First()), "/mcp?toolsets=all");
    }

    /// <summary>The address of a client that lists all tools, and so is answered with structured content too.</summary>
    public Uri Url { get; }

    public McpFrontEnd FrontEnd { get; }

    public Gateway Gateway { get; }

    /// <summary>The driver of <c>svarog</c>, the agent for most messages.</summary>
    public HeldDriver Driver { get; }

    public TestChanges Changes { get; }

    public LogRecorder Log { get; }

    /// <summary>HTTP requests that have come and are not over.</summary>
    public int OpenHttpRequests => Volatile.Read(ref _openHttpRequests);

    public static McpFrontEndOptions Options { get; } = new() { RequestStateKey = new byte[32], Conformance = true };

    public static async Task<McpHost> StartAsync(
        McpFrontEndOptions? options = null, TimeProvider? time = null, int port = 0, ApprovalOptions? approvals = null,
        PolicyRules? rules = null)
    {
        var log = new LogRecorder();
        var changes = new TestChanges();
        var driver = new HeldDriver();
        var gateway = await Gateway.StartWithAsync(new()
        {
            Options = new()
            {
                Settings = RuntimeOptions.SettingsOf(approvals ?? new()),
                Skills = PlainFrontMatter.Home,
                Gate = new() { Rules = () => rules ?? PolicyRules.Shipped },
            },
            Agents = Agents,
            Prepare = started =>
            {
                started.Runtime.Drivers.Add(driver);
                started.Runtime.Drivers.Add(new AskingDriver());
                started.Runtime.Tools.Publish("test", AskingDriver.Tools);
            },
        });
        var frontEnd = CreateFrontEnd(
            options ?? Options, gateway.Runtime, isGated: rules is not null, changes, log, time ?? TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        McpHost? host = null;
        app.Map("/mcp", http => IsLocal(http) ? host!.HandleAsync(http) : RefuseAsync(http));
        await app.StartAsync();
        return host = new(app, frontEnd, gateway, driver, changes, log);
    }

    private async Task HandleAsync(HttpContext http)
    {
        Interlocked.Increment(ref _openHttpRequests);
        try
        {
            await FrontEnd.HandleHttpAsync(http, CallerOf(http));
        }
        finally
        {
            Interlocked.Decrement(ref _openHttpRequests);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await FrontEnd.DisposeAsync();
        await _app.DisposeAsync();
        await Gateway.DisposeAsync();
    }

    private static McpFrontEnd CreateFrontEnd(
        McpFrontEndOptions options, GatewayRuntime runtime, bool isGated, TestChanges changes, LogRecorder log,
        TimeProvider time)
    {
        runtime.Tools.Publish("echo", [new EchoTool()]);
        var calls = new ToolCalls(
            isGated ? runtime.Gate : UnstartedGateway.AllowingGate,
            new(),
            new SystemIdSource(time),
            NullLogger<ToolCalls>.Instance);
        var surface = new McpSurface(runtime.Tools, calls, McpSurfaceServices.Of(runtime), time);
        return new(options, surface, runtime.Waits, changes, log, time);
    }

    private static Caller CallerOf(HttpContext http)
    {
        var principal = Header(PrincipalHeader) is { } name ? new(name) : Principal.Client;
        return new(principal with { Agent = Header(AgentHeader) }, Header(WorkspaceHeader));

        string? Header(string header) => http.Request.Headers[header] is [{ Length: > 0 } value] ? value : null;
    }

    /// <summary>The host checks this in the daemon; the conformance suite wants it checked wherever it looks.</summary>
    private static bool IsLocal(HttpContext http) =>
        IsLoopback(http.Request.Host.Host)
        && (http.Request.Headers.Origin is not [{ } origin]
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLoopback(uri.Host)));

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]";

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
