using System.Text;
using CreditAI.Benchmarks.Load.Clients;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Benchmarks.Load;

public sealed class AnswerRowsTests
{
    private const string Lines = "{\"id\":\"1\",\"decision\":\"approve\"}\n{\"status\":400,\"errors\":{}}\n\n{\"id\":\"2\",\"decision\":\"decline\"}\n";

    [Fact]
    public void Add_LinesInChunksCutAnywhere_CountsDecisionsAndOthers()
    {
        // Chunks of the body at some sizes, and pieces of the connection at others.
        Prop.ForAll(Gen.Choose(1, 40).Two().ToArbitrary(), sizes =>
        {
            var body = new StringBuilder();
            foreach (var chunk in Lines.Chunk(sizes.Item1))
            {
                body.Append($"{chunk.Length:X}\r\n").Append(chunk).Append("\r\n");
            }

            var (decoder, rows) = (new ChunkDecoder(), new AnswerRows());
            foreach (var piece in Encoding.UTF8.GetBytes(body + "0\r\n\r\n").Chunk(sizes.Item2))
            {
                decoder.Decode(piece, rows.Add);
            }

            return decoder.Ended && rows.Count == 3 && rows.Errors == 1 && rows.FirstError == "{\"status\":400,\"errors\":{}}";
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_LastLineWithoutItsEnd_IsNotCounted()
    {
        var rows = new AnswerRows();
        rows.Add("{\"decision\":\"approve\"}"u8);
        Assert.Equal(0, rows.Count);
    }

    [Fact]
    public void Decode_NoLength_Throws() =>
        Assert.Throws<InvalidDataException>(() => new ChunkDecoder().Decode("hello\r\n"u8, _ => { }));
}
