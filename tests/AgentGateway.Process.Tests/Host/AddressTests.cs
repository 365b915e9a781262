using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Host;

public sealed class AddressTests
{
    [Fact]
    public async Task A_port_in_use_is_refused_with_a_way_out()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var refused = await Agw.RunAsync("serve", "--data", folder["data"], "--url", $"http://{other.LocalEndpoint}");

        refused.RefusedWith("port_in_use");
        Assert.Contains("--url http://127.0.0.1:0", refused.Error);
        Assert.Empty(refused.Output);
        await using var daemon = await Daemon.StartAsync(folder["data"]);
    }

    [Fact]
    public async Task A_wish_of_the_settings_for_a_port_in_use_is_refused_to_the_bridge_too()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var start = Agw.Start("mcp", "--data", folder["data"]);
        start.Environment["AGW_Http__Url"] = $"http://{other.LocalEndpoint}";

        (await Agw.RunAsync(start)).RefusedWith("port_in_use", exitCode: 3);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "remote_refused")]
    [InlineData("http://[::]:0", "remote_refused")]
    [InlineData("https://0.0.0.0:0", "remote_refused")]
    [InlineData("http://0.0.0.0:0", "tls_required", "--allow-remote")]
    [InlineData("https://0.0.0.0:0", "tls_required", "--allow-remote")]
    [InlineData("https://127.0.0.1:0", "tls_required")]
    [InlineData("ftp://127.0.0.1:0", "invalid_url")]
    [InlineData("127.0.0.1:0", "invalid_url")]
    [InlineData("http://some.host:0", "invalid_url")]
    [InlineData("http://127.0.0.1:0/path", "invalid_url")]
    public async Task An_address_that_must_not_be_listened_on_is_refused(
        string url, string code, params string[] options)
    {
        using var folder = new TemporaryFolder();

        (await Agw.RunAsync(["serve", "--data", folder["data"], "--url", url, .. options])).RefusedWith(code);
    }

    [Fact]
    public async Task A_bridge_moves_to_a_free_port_where_the_default_one_is_taken()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 7171);
        try
        {
            other.Start();
        }
        catch (SocketException)
        {
            // Another program has it, which serves as well.
        }

        var wire = StdioWire.Spawn(folder["data"]);
        await using var client = await McpClient.ConnectAsync(wire, ConnectionKind.StdioOlder);

        var url = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder["data"], "daemon.json"), Limits.Soon()))!["url"].String()!;
        Assert.NotEqual(7171, new Uri(url).Port);
        (await Agw.RunAsync("stop", "--data", folder["data"])).Succeeded();
    }

    [Fact]
    public async Task It_serves_https_beyond_loopback_with_a_certificate_and_leave()
    {
        using var folder = new TemporaryFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=agw-test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(folder["cert.pem"], certificate.ExportCertificatePem(), Limits.Soon());
        await File.WriteAllTextAsync(folder["key.pem"], key.ExportPkcs8PrivateKeyPem(), Limits.Soon());
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "https://0.0.0.0:0", "--allow-remote");
        start.Environment["AGW_Tls__CertificateFile"] = folder["cert.pem"];
        start.Environment["AGW_Tls__KeyFile"] = folder["key.pem"];

        await using var daemon = await Daemon.StartAsync(start, folder["data"]);

        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler);
        var health = await http.GetStringAsync($"https://127.0.0.1:{daemon.Url.Port}/health", Limits.Soon());
        Assert.Equal("ready", JsonNode.Parse(health)!["status"].String());
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_is_refused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["cert.pem"], "none", Limits.Soon());
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "https://127.0.0.1:0");
        start.Environment["AGW_Tls__CertificateFile"] = folder["cert.pem"];
        start.Environment["AGW_Tls__KeyFile"] = folder["cert.pem"];

        (await Agw.RunAsync(start)).RefusedWith("tls_certificate_unusable");
    }
}
