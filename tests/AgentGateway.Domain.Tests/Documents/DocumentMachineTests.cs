using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Memory;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Documents.DocumentMachine,
    AgentGateway.Domain.Documents.DocumentState,
    AgentGateway.Domain.Documents.DocumentCommand>;

namespace AgentGateway.Domain.Tests.Documents;

public sealed class DocumentMachineTests
{
    private static readonly MemoryScope Scope = MemoryScope.Agent("main");
    private static readonly NoteAuthor Main = new("main", IsPerson: false, IsUntrusted: false);

    [Fact]
    public void A_text_is_written_over_the_version_it_was_made_from_and_no_other()
    {
        Story.Given().When(Write("a", 0), Written("a", 1));
        Story.Given(Written("a", 1)).When(Write("b", 1), Written("b", 2));
        var story = Story.Given(Written("a", 1), Written("b", 2));
        story.Refuses(Write("c", 1), DocumentRejections.Conflict(story.State, 1));
        story.Refuses(Write("c", 0), DocumentRejections.Conflict(story.State, 0));
        Assert.Equal(2, story.State.Version);
        var row = Assert.IsType<DocumentVersionRow>(Assert.Single(story.Rows));
        Assert.Equal(("b", 2L, Scope), (row.Content!.Text.Text, row.Content.Version, row.Content.Scope));
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused() =>
        Story.Given().Refuses(Write(new('a', DocumentState.CharactersMax + 1), 0), DocumentRejections.TooLong);

    [Fact]
    public void The_oldest_version_loses_its_row_when_there_are_too_many()
    {
        var story = Story.Given(
            [.. Enumerable.Range(1, DocumentState.VersionsKept + 1).Select(version => Written($"{version}", version))]);
        Assert.Equal(2, story.State.FirstKept);
        Assert.Equal([new DocumentVersionRow(Story.Id, 1, null)], story.Rows.Take(1));
        Assert.Equal(2, story.Rows.Count);
    }

    [Fact]
    public void A_forgotten_document_has_no_rows_and_its_numbers_go_on()
    {
        var forgotten = new DocumentForgotten(Scope, "MEMORY", 2, "operator");
        Story.Given(Written("a", 1), Written("b", 2)).When(new ForgetDocument("operator"), forgotten);
        var story = Story.Given(Written("a", 1), Written("b", 2), forgotten);
        Assert.Equal(
            [new DocumentVersionRow(Story.Id, 1, null), new DocumentVersionRow(Story.Id, 2, null)], story.Rows);
        Assert.Equal([new EraseDocument(Story.Key(3))], story.Owed);
        Assert.Equal(3, story.State.ForgottenAt);
        story.When(new ForgetDocument("operator"));
        story.When(Write("c", 0), Written("c", 3));
        story.When(new ConfirmDocumentErased(), new DocumentErased());
        Assert.Empty(Story.Given(Written("a", 1), forgotten, new DocumentErased()).Owed);
        Story.Given().Refuses(new ForgetDocument("operator"), DocumentRejections.Unknown);
    }

    private static WriteDocument Write(string text, long over) =>
        new(Scope, "MEMORY", over, new(text, DocumentChange.Replaced), Main, "why");

    private static DocumentWritten Written(string text, long version) =>
        new(Scope, "MEMORY", version, new(text, DocumentChange.Replaced), Main, "why");
}
