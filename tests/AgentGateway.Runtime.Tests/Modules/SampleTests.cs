using System.Text.Json;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Tools;
using AgentGateway.Testing.Sample;

namespace AgentGateway.Runtime.Tests.Modules;

/// <summary>A capability is added from outside, by its module and its table, and no existing file knows it.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData(StoreKind.Volatile)]
    [InlineData(StoreKind.Sqlite)]
    public async Task A_capability_of_another_assembly_works_like_ours(StoreKind store)
    {
        await using var gateway = await Gateway.StartWithAsync(
            new() { Store = store, Contents = NoteModule.Contents, Modules = [new NoteModule()] });

        var written = await CallAsync(gateway, "note_write", """{"name":"list","text":"buy bread"}""");
        var refused = await CallAsync(gateway, "note_read", """{"name":"other"}""");
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        var read = await CallAsync(gateway, "note_read", """{"name":"list"}""");

        Assert.Equal("""{"name":"list","text":"buy bread"}""", written.Json);
        Assert.Contains("unknown_note", refused.Json, StringComparison.Ordinal);
        Assert.Equal(written.Json, read.Json);
        Assert.Contains("notes", gateway.Runtime.Tools.Toolsets);
        var note = gateway.Runtime.Get<IEnumerable<IResourceSource>>()
            .SelectMany(source => source.Resources)
            .Single(resource => resource.Address == "agw://notes/{name}");
        Assert.Equal(written.Json, (await note.ReadAsync(new(Gateway.Client, "list"), Gateway.Stop)).Value);
        Assert.Contains(gateway.Runtime.Get<IEnumerable<DocsPage>>(), page => page.Title == "Notes");
    }

    private static Task<ToolAnswer> CallAsync(Gateway gateway, string tool, string arguments) =>
        gateway.Runtime.Calls.StartAsync(
            gateway.Runtime.Tools.Find(tool)!,
            new(new Caller(Principal.Client), JsonElement.Parse(arguments)),
            Gateway.Stop);
}
