using System.Text;
using AgentGateway.Domain.Artifacts;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Artifacts;

public sealed class ArtifactServiceTests
{
    [Fact]
    public async Task What_is_kept_is_listed_and_read_also_after_a_restart()
    {
        await using var gateway = await Gateway.StartAsync();
        var origin = new ArtifactOrigin("svarog", new("thr_1"), new("turn_1"), null, new("ses_1"), "run_command");
        var kept = (await gateway.Runtime.Artifacts.KeepAsync(
            new(ArtifactKind.Output, "make", "call_1", origin), "żółw\n", Gateway.Stop)).Value;
        Assert.Equal(("output", "make", "text/plain", 8L, "svarog", "thr_1", "turn_1", "ses_1", "run_command"),
            (kept.Kind, kept.Name, kept.MediaType, kept.Bytes, kept.Agent, kept.ThreadId, kept.TurnId, kept.SessionId,
                kept.Tool));
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Equal([kept], gateway.Runtime.Artifacts.List(new()).Value.Artifacts);
        var content = await ReadAsync(gateway, new(kept.Id));
        Assert.Equal(("text", "żółw\n", null), (content.Format, content.Text, content.NextOffset));
    }

    [Fact]
    public async Task What_a_repeated_call_keeps_again_is_one_artifact()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = await KeepAsync(gateway, "a.txt", "text", "call_1");
        Assert.Equal(first.Id, (await KeepAsync(gateway, "a.txt", "text", "call_1")).Id);
        Assert.NotEqual(first.Id, (await KeepAsync(gateway, "a.txt", "other", "call_1")).Id);
        Assert.NotEqual(first.Id, (await KeepAsync(gateway, "a.txt", "text", "call_2")).Id);
        Assert.Equal(3, gateway.Runtime.Artifacts.List(new()).Value.Artifacts.Count);
    }

    [Fact]
    public async Task Text_is_read_in_parts_that_end_between_characters()
    {
        await using var gateway = await Gateway.StartAsync();
        var kept = await KeepAsync(gateway, "a.txt", "aż😀b", "1");
        var read = new StringBuilder();
        long? offset = 0;
        while (offset is not null)
        {
            var part = await ReadAsync(gateway, new(kept.Id, offset, 4));
            Assert.DoesNotContain('\uFFFD', part.Text!);
            read.Append(part.Text);
            offset = part.NextOffset;
        }

        Assert.Equal("aż😀b", read.ToString());
        Assert.Equal("", (await ReadAsync(gateway, new(kept.Id, 1_000))).Text);
    }

    [Fact]
    public async Task What_is_no_text_is_read_as_base64()
    {
        await using var gateway = await Gateway.StartAsync();
        var kept = (await gateway.Runtime.Artifacts.KeepAsync(
            new(ArtifactKind.File, "a.bin", "1", ArtifactOrigin.None,
                "application/octet-stream"), new MemoryStream([1, 0, 2]), Gateway.Stop)).Value;
        var content = await ReadAsync(gateway, new(kept.Id));
        Assert.Equal(("raw", null, "AQAC"), (content.Format, content.Text, content.Base64));
        Assert.Equal(
            "YQ==", (await ReadAsync(
                gateway, new((await KeepAsync(gateway, "b", "a", "2")).Id, Format: "raw"))).Base64);
    }

    [Fact]
    public async Task A_list_is_narrowed_and_comes_in_pages()
    {
        await using var gateway = await Gateway.StartAsync();
        for (var number = 0; number < 5; number++)
            await KeepAsync(gateway, $"{number}", "x", "key", number % 2 == 0 ? "thr_even" : "thr_odd");
        var service = gateway.Runtime.Artifacts;
        var first = service.List(new(Limit: 3)).Value;
        var second = service.List(new(Limit: 3, Cursor: first.NextCursor)).Value;
        Assert.Equal((3, 2, null), (first.Artifacts.Count, second.Artifacts.Count, second.NextCursor));
        Assert.Equal(5, first.Artifacts.Concat(second.Artifacts).Select(artifact => artifact.Id).Distinct().Count());
        Assert.Equal(2, service.List(new(ThreadId: "thr_odd")).Value.Artifacts.Count);
        Assert.Empty(service.List(new(Kind: "page")).Value.Artifacts);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await using var gateway = await Gateway.StartAsync();
        var service = gateway.Runtime.Artifacts;
        Assert.Equal("invalid_argument", service.List(new(Limit: 0)).Rejection?.Code);
        Assert.Equal("invalid_argument", service.List(new(Kind: "dream")).Rejection?.Code);
        Assert.Equal("cursor_unknown", service.List(new(Cursor: "art_none")).Rejection?.Code);
        Assert.Equal("unknown_artifact", (await service.ReadAsync(new("art_none"), Gateway.Stop)).Rejection?.Code);
        Assert.Equal(
            "invalid_argument",
            (await service.ReadAsync(new("art_none", Format: "html"), Gateway.Stop)).Rejection?.Code);
    }

    [Fact]
    public async Task The_oldest_make_room_and_equal_contents_stay_while_one_refers_to_them()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new ArtifactOptions { CountMax = 2, EachBytesMax = 4 }) });
        var first = await KeepAsync(gateway, "1", "same", "1");
        var second = await KeepAsync(gateway, "2", "same", "2");
        var third = await KeepAsync(gateway, "3", "longer", "3");
        Assert.True(third.Truncated);
        Assert.Equal(
            "artifact_gone", (await gateway.Runtime.Artifacts.ReadAsync(new(first.Id), Gateway.Stop)).Rejection?.Code);
        Assert.Equal("same", (await ReadAsync(gateway, new(second.Id))).Text);
        Assert.Equal("long", (await ReadAsync(gateway, new(third.Id))).Text);
        await KeepAsync(gateway, "4", "four", "4");
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Equal(
            "artifact_gone", (await gateway.Runtime.Artifacts.ReadAsync(new(second.Id), Gateway.Stop)).Rejection?.Code);
        Assert.Equal(
            ["4", "3"], gateway.Runtime.Artifacts.List(new()).Value.Artifacts.Select(artifact => artifact.Name));
    }

    private static async Task<ArtifactView> KeepAsync(
        Gateway gateway, string name, string text, string key, string? thread = null) =>
        (await gateway.Runtime.Artifacts.KeepAsync(
            new(ArtifactKind.File, name, key, new(
                Thread: thread is null ? null : new(thread))), text, Gateway.Stop)).Value;

    private static async Task<ArtifactContentView> ReadAsync(Gateway gateway, ReadArtifact request) =>
        (await gateway.Runtime.Artifacts.ReadAsync(request, Gateway.Stop)).Value;
}
