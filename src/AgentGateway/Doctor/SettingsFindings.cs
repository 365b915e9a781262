using System.Net;
using System.Net.Sockets;
using AgentGateway.Data;
using AgentGateway.Http;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Settings;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Doctor;

/// <summary>The settings, and whether the address that they name can be listened on.</summary>
internal sealed class SettingsFindings(DataDirectory data) : IFindingSource
{
    public IEnumerable<Finding> Find()
    {
        var (settings, problems) = SettingsLoader.Load(data, new Dictionary<string, string?>());
        if (settings is null)
            return [.. problems.Select(problem => Finding.Fail("settings", problem.Message, problem.Hint))];
        var http = settings.GetSection("Http").Get<HttpOptions>() ?? new();
        var tls = settings.GetSection("Tls").Get<TlsOptions>() ?? new();
        var address = ListenAddress.Read(http.Url ?? HttpOptions.DefaultUrl, allowRemote: true, tls);
        return
        [
            Finding.Ok(
                "settings", File.Exists(data.Settings) ? $"The defaults and {data.Settings}" : "The defaults"),
            address.IsRejected(out var rejection)
                ? Finding.Fail("address", rejection.Message, rejection.Hint)
                : Address(address.Value.EndPoint),
        ];
    }

    private Finding Address(IPEndPoint end)
    {
        if (end.Port == 0 || DaemonFile.Read(data) is not null) return Finding.Ok("address", $"{end}");
        using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(end);
            return Finding.Ok("address", $"{end} is free");
        }
        catch (SocketException failure)
        {
            return Finding.Warn(
                "address",
                $"{end} cannot be listened on: {failure.Message}.",
                "Use another with --url; --url http://127.0.0.1:0 takes a free one.");
        }
    }
}
