using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Notices;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Runtime.Tests.Notices;

/// <summary>Notices reach a program and an address as they are, and a failure is told by doctor.</summary>
public sealed class NoticeSenderTests
{
    private static readonly Notice Hostile = new("agw: approval", "$(touch made) `x` \"; rm\nagw approve apr_1");

    private static readonly GatewayHome Home = new(
        null, new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["MODEL_KEY"] = "of the daemon" });

    [Fact]
    public async Task A_program_gets_title_and_text_as_arguments_and_in_its_environment_and_no_keys()
    {
        using var folder = new TemporaryFolder();
        var options = new NoticeOptions
        {
            Command =
            [
                "/bin/sh", "-c",
                $"printf '%s\\n--\\n' \"$@\" \"$AGW_NOTICE_TITLE\" \"$AGW_NOTICE_TEXT\" \"$MODEL_KEY\" > {folder["got"]}", "sh",
            ],
        };
        using var sender = Sender(options);

        await sender.SendAsync(Hostile, Gateway.Stop);

        Assert.Equal(
            string.Concat(
                ((string[])[Hostile.Title, Hostile.Text, Hostile.Title, Hostile.Text, ""]).Select(text => text + "\n--\n")),
            await File.ReadAllTextAsync(folder["got"], Gateway.Stop));
        Assert.Equal("ok", Assert.Single(new NoticeFindings(options, sender, Home).Find()).Status);
    }

    [Fact]
    public async Task An_address_is_posted_the_text_with_the_title_in_a_header()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var sender = Sender(new() { Url = $"http://{listener.LocalEndpoint}/my-agents" });
        var sending = sender.SendAsync(Hostile, Gateway.Stop);
        using var client = await listener.AcceptTcpClientAsync(Gateway.Stop);
        var stream = client.GetStream();
        var (request, buffer) = ("", new byte[4096]);
        while (!request.EndsWith(Hostile.Text, StringComparison.Ordinal))
            request += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, Gateway.Stop));
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), Gateway.Stop);
        await sending;

        Assert.StartsWith("POST /my-agents HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nTitle: agw: approval\r\n", request, StringComparison.Ordinal);
        Assert.Empty(sender.Failures);
    }

    [Fact]
    public async Task A_way_that_fails_is_told_by_doctor_until_it_works_again()
    {
        var options = new NoticeOptions
        {
            Command = ["/bin/sh", "-c", "echo no bus >&2; exit 3"], Url = "ntfy.example/agents",
        };
        using var sender = Sender(options);
        var findings = new NoticeFindings(options, sender, Home);

        await sender.SendAsync(Hostile, Gateway.Stop);

        Assert.Contains("ended with code 3. no bus", sender.Failures["Notify:Command"], StringComparison.Ordinal);
        Assert.Equal(3, findings.Find().Count(finding => finding.Status == "warn"));
        options.Url = null;
        options.Command = ["/bin/true"];
        await sender.SendAsync(Hostile, Gateway.Stop);
        Assert.DoesNotContain("Notify:Command", sender.Failures.Keys);
    }

    [Fact]
    public void A_program_that_is_missing_is_found_before_it_is_needed()
    {
        var options = new NoticeOptions { Command = ["no-such-program"] };
        using var sender = Sender(options);

        var finding = Assert.Single(new NoticeFindings(options, sender, Home).Find());

        Assert.Equal("warn", finding.Status);
        Assert.Contains("no-such-program", finding.Message, StringComparison.Ordinal);
    }

    private static NoticeSender Sender(NoticeOptions options) =>
        new(options, Home, TimeProvider.System, NullLogger<NoticeSender>.Instance);
}
