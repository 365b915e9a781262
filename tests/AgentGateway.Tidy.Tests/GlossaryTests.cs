using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>The glossary at the end of <c>ARCHITECTURE.md</c> and the names of the types say the same words.</summary>
public sealed partial class GlossaryTests
{
    private const string Page = "ARCHITECTURE.md";

    [Fact]
    public void A_type_that_the_glossary_names_exists() => Findings.None(
        Glossary.Types.Except(Repository.Production.SelectMany(Declared).Select(NameOf)),
        "The glossary names types of the program.");

    [Fact]
    public void The_state_of_each_machine_is_in_the_glossary() => Findings.None(
        States().Except(Glossary.Types),
        $"Each aggregate has an entry in the glossary of {Page}, which names the type of its state.");

    [Fact]
    public void A_public_service_is_called_by_a_word_of_the_glossary() => Findings.None(
        Undefined("Service"),
        $"A service is named after its capability, and the glossary of {Page} says what the word means.");

    [Fact]
    public void A_public_view_is_called_by_a_word_of_the_glossary() => Findings.None(
        Undefined("View"),
        $"A view is named by a word of the glossary of {Page}, or an entry names the view.");

    [Fact]
    public void No_public_type_is_called_by_a_word_that_the_glossary_rules_out() => Findings.None(
        from source in Repository.Production
        from type in Declared(source)
        where IsPublic(type)
        let words = WordsOf(NameOf(type))
        let ruledOut = words.Skip(IsVerbFirst(type) ? 1 : 0).FirstOrDefault(Glossary.RuledOut.Contains)
        where ruledOut is not null
        select $"{source.At(type)}: {NameOf(type)} ({ruledOut})",
        "A public type is called by a word of the field, and none of Glossary.RuledOut.");

    [Fact]
    public void The_tests_of_the_glossary_have_something_to_compare()
    {
        Assert.Contains("Thread", Glossary.Words);
        Assert.Contains("CommandQueue", Glossary.Words);
        Assert.Contains("AgentThread", Glossary.Types);
        Assert.Contains("door", Glossary.RuledOut);
        Assert.Contains("AgentThread", States());
        Assert.Contains("ThreadService", Named("Service"));
        Assert.Contains("ThreadListView", Named("View"));
        Assert.Equal(["I", "Command", "Queue", "Reads"], WordsOf("ICommandQueueReads"));
    }

    private static IEnumerable<BaseTypeDeclarationSyntax> Declared(SourceFile source) =>
        source.Nodes<BaseTypeDeclarationSyntax>();

    private static string NameOf(BaseTypeDeclarationSyntax type) => type.Identifier.Text;

    /// <summary>The type is public, and so is each type that it is nested in.</summary>
    private static bool IsPublic(BaseTypeDeclarationSyntax type) =>
        type.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>()
            .All(outer => outer.Modifiers.Any(SyntaxKind.PublicKeyword));

    /// <summary>The names of commands and tools begin with a verb: AskQuestion, AskOperatorTool.</summary>
    private static bool IsVerbFirst(BaseTypeDeclarationSyntax type) =>
        NameOf(type).EndsWith("Tool", StringComparison.Ordinal)
        || (type.BaseList?.Types.Any(parent => parent.Type.ToString().EndsWith("Command", StringComparison.Ordinal))
            ?? false);

    /// <summary>The types of the states: the first argument of each <c>IMachine&lt;TState, TCommand&gt;</c>.</summary>
    private static HashSet<string> States() =>
    [
        .. from source in Repository.Production
           from type in source.Nodes<ClassDeclarationSyntax>()
           from parent in type.BaseList?.Types.Select(parent => parent.Type).OfType<GenericNameSyntax>() ?? []
           where parent.Identifier.Text == "IMachine"
           select parent.TypeArgumentList.Arguments[0].ToString(),
    ];

    private static HashSet<string> Named(string ending) =>
    [
        .. from source in Repository.Production
           from type in Declared(source)
           where IsPublic(type) && NameOf(type).EndsWith(ending, StringComparison.Ordinal)
           select NameOf(type),
    ];

    /// <summary>
    /// The types with that ending in whose name, the ending aside, stands no word of the glossary. An
    /// entry may have several words, as CommandQueue in CommandQueueView, and a plural.
    /// </summary>
    private static IEnumerable<string> Undefined(string ending) =>
        from name in Named(ending)
        where !Glossary.Types.Contains(name)
        let words = WordsOf(name[..^ending.Length])
        let runs = from start in Enumerable.Range(0, words.Count)
                   from length in Enumerable.Range(1, words.Count - start)
                   select string.Concat(words.Skip(start).Take(length))
        where !runs.Any(run => Glossary.Words.Contains(run) || Glossary.Words.Contains(run.TrimEnd('s')))
        select name;

    private static List<string> WordsOf(string name) =>
        [.. WordOfName().Matches(name).Select(match => match.Value)];

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex WordOfName();

    /// <summary>What the page says, read once.</summary>
    private static partial class Glossary
    {
        private static readonly string Section = Repository.Read(Page).Split("\n## Glossary\n")[1];

        /// <summary>The words of the first column, written as names are: command queue is CommandQueue.</summary>
        public static HashSet<string> Words { get; } =
            [.. FirstColumn(Section).Select(cell => string.Concat(cell.Split(' ').Select(Capitalised)))];

        /// <summary>The types that the meanings name in code.</summary>
        public static HashSet<string> Types { get; } =
            [.. Rows(Section).SelectMany(row => Type().Matches(row)).Select(match => match.Groups[1].Value)];

        /// <summary>
        /// Words that name no public type: they are metaphors, have two meanings, or say nothing. In any case of letters.
        /// </summary>
        public static HashSet<string> RuledOut { get; } = new(StringComparer.OrdinalIgnoreCase)
        {
            "around", "ask", "asks", "asker", "cellar", "door", "doors", "floor", "hall", "hands", "helper",
            "helpers", "impl", "manager", "managers", "util", "utils", "house", "keeper", "mind", "minds", "news",
            "part", "parts", "place", "places", "shelf", "teller", "workshop",
        };

        private static IEnumerable<string> Rows(string section) =>
            section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1);

        private static IEnumerable<string> FirstColumn(string section) =>
            Rows(section).Select(row => row.Split('|')[1].Trim());

        private static string Capitalised(string word) =>
            char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant();

        [GeneratedRegex("`([A-Z][A-Za-z]*)`")]
        private static partial Regex Type();
    }
}
