using System.Text;
using CreditAI.Scoring.Data;

namespace CreditAI.Tests.Scoring.Data;

public sealed class CsvDatasetTests
{
    private const string Header = "repaid,debt_ratio,housing,inquiries,sex,age\n";

    [Fact]
    public void Load_ReadsColumnsByName()
    {
        var data = Load("age,sex,inquiries,housing,debt_ratio,repaid,ignored\n30,1,2,R,0.5,yes,x\n20,2,0,O,,no,\n");

        Assert.Equal([0.5, double.NaN], ((NumericColumn)data.Features[0]).Values.ToArray());
        Assert.Equal(["R", "O"], ((CategoricalColumn)data.Features[1]).Levels);
        Assert.Equal([true, false], data.Favourable.ToArray());
        Assert.Equal(["female", "male"], data.Groups[0].Groups);
        Assert.Equal([1, 0], data.Groups[0].Codes.ToArray());
        Assert.Equal(["25 and under", "over 25"], data.Groups[1].Groups);
        Assert.Equal(["debt_ratio: 1 values missing"], data.Remarks);
    }

    [Fact]
    public void Load_ByteOrderMarkQuotesAndPadding_AreTaken()
    {
        var text = "\uFEFF\"repaid\",\"debt_ratio\",\"housing\",\"inquiries\",\"sex\",\"age\"\r\n\"   yes\",\"  0.25\",\"R \",\" 1\",\"1\", 30 \r\n";

        var data = Load(text);

        Assert.Equal(0.25, ((NumericColumn)data.Features[0]).Values[0]);
        Assert.Equal(["R"], ((CategoricalColumn)data.Features[1]).Levels);
        Assert.True(data.Favourable[0]);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Load_OtherDelimiter_IsFound(char delimiter)
    {
        var data = Load((Header + "yes,0.5,R,1,1,30\n").Replace(',', delimiter));

        Assert.Equal(1, data.Count);
    }

    [Fact]
    public void Load_MissingMarkers_AreMissingAndAGroupOfTheirOwn()
    {
        var data = Load(Header + "yes,NA,?,NaN,,\n");

        Assert.True(double.IsNaN(((NumericColumn)data.Features[0]).Values[0]));
        Assert.Equal(CategoricalColumn.MissingCode, ((CategoricalColumn)data.Features[1]).Codes[0]);
        Assert.Equal(["(missing)"], data.Groups[0].Groups);
        Assert.Equal(["(missing)"], data.Groups[1].Groups);
    }

    [Theory]
    [InlineData("yes,0.5,R,1,1,30\nyes,0.5,R,1,1\n", "f.csv line 3: 5 cells where the header has 6")]
    [InlineData("yes,0.5,R,1,1,30\n\nyes,abc,R,1,1,30\n", "f.csv line 4, column 'debt_ratio': 'abc' is not a finite number")]
    [InlineData("yes,Infinity,R,1,1,30\n", "f.csv line 2, column 'debt_ratio': 'Infinity' is not a finite number")]
    [InlineData("yes,1e999,R,1,1,30\n", "f.csv line 2, column 'debt_ratio': '1e999' is not a finite number")]
    [InlineData("yes,\"0,5\",R,1,1,30\n", "f.csv line 2, column 'debt_ratio': '0,5' is not a finite number; decimals take a point")]
    [InlineData("maybe,0.5,R,1,1,30\n", "f.csv line 2, column 'repaid': 'maybe' is neither the favourable value 'yes' nor the unfavourable 'no'")]
    [InlineData(",0.5,R,1,1,30\n", "f.csv line 2, column 'repaid': the outcome is missing")]
    [InlineData("yes,0.5,R,1,1,thirty\n", "f.csv line 2, column 'age': 'thirty' is not a finite number")]
    [InlineData("yes,0.5,\"R,1,1,30\nyes,0.5,R,1,1,30\n", "f.csv line 2: the quotes are not as CSV has them")]
    [InlineData("yes,0.5,\"R,1,1,30", "f.csv line 2: the quotes are not as CSV has them")]
    [InlineData("yes,0.5,R\0,1,1,30\n", "f.csv line 2, column 'housing': the cell holds NUL bytes")]
    [InlineData("yes,\u001b[2J,R,1,1,30\n", "f.csv line 2, column 'debt_ratio': '\uFFFD[2J' is not a finite number")]
    [InlineData("", "f.csv: there are no rows after the header")]
    public void Load_Fault_NamesFileLineAndColumn(string rows, string message)
    {
        var fault = Assert.Throws<DatasetException>(() => Load(Header + rows));

        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "f.csv: the file is empty")]
    [InlineData("repaid,debt_ratio,housing,inquiries,sex\nyes,1,R,1,1\n", "f.csv line 1, column 'age': the schema asks for this column")]
    [InlineData("repaid,debt_ratio,housing,inquiries,sex,age,age\nyes,1,R,1,1,1,1\n", "f.csv line 1, column 'age': the column is there more than once")]
    public void Load_FaultyHeader_NamesTheColumn(string text, string message)
    {
        Assert.StartsWith(message, Assert.Throws<DatasetException>(() => Load(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Load_LineEnds_AreAllTaken(string end)
    {
        var text = (Header + "yes,0.5,R,1,1,30\nno,0.7,O,1,2,30").Replace("\n", end, StringComparison.Ordinal);

        Assert.Equal(2, Load(text).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_Utf16_IsTakenByItsByteOrderMark(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Header + "yes,0.5,Ré,1,1,30\n")];

        var data = CsvDataset.Load(new MemoryStream(bytes), "f.csv", Cards.Schema);

        Assert.Equal(["Ré"], ((CategoricalColumn)data.Features[1]).Levels);
    }

    [Fact]
    public void Load_Utf16WithoutMark_IsSaidNotToBeText()
    {
        var bytes = Encoding.Unicode.GetBytes(Header + "yes,0.5,R,1,1,30\n");

        var fault = Assert.Throws<DatasetException>(() => CsvDataset.Load(new MemoryStream(bytes), "f.csv", Cards.Schema));

        Assert.StartsWith("f.csv line 1: the header is not text: is the file packed, or UTF-16", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EndlessLine_IsRefusedBeforeItFillsTheMemory()
    {
        var text = Header + "yes,0.5," + new string('R', 20 << 20) + ",1,1,30\n";

        Assert.Equal(
            "f.csv line 2: the row is longer than 16 MiB; is a quote never closed, or is it no CSV file?",
            Assert.Throws<DatasetException>(() => Load(text)).Message);
    }

    [Fact]
    public void Load_TooManyGroups_IsRefused()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 1_001).Select(row => $"yes,0.5,R,1,person {row},30\n"));

        Assert.StartsWith(
            "f.csv line 1002, column 'sex': more than 1000 groups", Assert.Throws<DatasetException>(() => Load(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SeveralFaults_AreToldTogether()
    {
        var fault = Assert.Throws<DatasetException>(() => Load(Header + "yes,a,R,1,1,30\nno,0.5,R,b,1,30\n"));

        Assert.Equal([(2L, "debt_ratio"), (3L, "inquiries")], fault.Faults.Select(one => (one.Line!.Value, one.Column!)));
    }

    [Fact]
    public void Load_ThousandFaults_StopsAtEnough()
    {
        var text = Header + string.Concat(Enumerable.Repeat("yes,a,R,1,1,30\n", 1000));

        Assert.Equal(21, Assert.Throws<DatasetException>(() => Load(text)).Faults.Count);
    }

    [Fact]
    public void Load_NotUtf8_SaysSo()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + "yes,0.5,"), 0xE9, .. Encoding.UTF8.GetBytes(",1,1,30\n")];

        var fault = Assert.Throws<DatasetException>(() => CsvDataset.Load(new MemoryStream(bytes), "f.csv", Cards.Schema));

        Assert.Equal("f.csv line 2, column 'housing': the cell is not UTF-8 text; save the file as UTF-8", fault.Message);
    }

    [Fact]
    public void Load_TooManyLevels_IsRefused()
    {
        var text = new StringBuilder(Header);
        for (var level = 0; level <= 10_000; level++)
        {
            text.Append("yes,0.5,id").Append(level).Append(",1,1,30\n");
        }

        Assert.Contains("looks like an identifier", Assert.Throws<DatasetException>(() => Load(text.ToString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WithoutLabelAndProtected_WhenTheyAreNotAskedFor()
    {
        var options = new CsvOptions { RequireLabel = false, RequireProtected = false };

        var data = CsvDataset.Load(new StringReader("debt_ratio,housing,inquiries\n0.5,R,1\n"), "f.csv", Cards.Schema, options);

        Assert.False(data.HasOutcomes);
        Assert.Empty(data.Groups);
    }

    private static Dataset Load(string text) => CsvDataset.Load(new StringReader(text), "f.csv", Cards.Schema);
}
